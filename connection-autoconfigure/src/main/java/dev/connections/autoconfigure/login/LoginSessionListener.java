package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.LoginConnections;
import dev.connections.autoconfigure.LoginTarget;
import dev.connections.login.LoginId;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.function.Supplier;

/** Logs users out whose session ends. Spring Session tells it, too, where the store of sessions tells Spring Session. */
final class LoginSessionListener implements HttpSessionListener {

    private final Supplier<LoginConnections> connections;

    LoginSessionListener(Supplier<LoginConnections> connections) {
        this.connections = connections;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        for (LoginTarget target : connections.get().targets()) {
            LoginId id = LoginSession.id(event.getSession(), target);
            if (id != null) {
                target.logins().close(id);
            }
        }
    }
}
