package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.LoginId;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Logs users out whose session ends. Spring Session tells it, too, where the store of sessions tells Spring Session.
 */
public final class LoginSessionListener implements HttpSessionListener {

    private final LazyLoginConnections connections;

    public LoginSessionListener(LazyLoginConnections connections) {
        this.connections = connections;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        LoginConnections used = connections.ifUsed();
        if (used == null) {
            return;
        }
        for (LoginTarget target : used.targets()) {
            LoginId id = LoginSession.id(event.getSession(), target);
            if (id != null) {
                target.logins().close(id);
            }
        }
    }
}
