package dev.connections.autoconfigure.login.form;

import dev.connections.NearestName;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.login.LoginContext;
import java.util.function.Supplier;

/**
 * Parts of pages that have to do with logins, for any template: they are HTML already, and must not be escaped. For the
 * thread that answers a request.
 */
public final class LoginFragments {

    private final Supplier<LoginConnections> connections;

    private final LoginPages pages;

    LoginFragments(Supplier<LoginConnections> connections, LoginPages pages) {
        this.connections = connections;
        this.pages = pages;
    }

    /**
     * A button that logs the user out, in a form of its own. A page that is not made on the server gets the same from
     * {@code GET /connections/{name}/logout}.
     *
     * @param connection any spelling of the connection's name
     * @return HTML; empty if the user is not logged in
     * @throws IllegalArgumentException if users do not log in to a connection of that name
     */
    public String logoutButton(String connection) {
        LoginTarget target = connections.get().target(connection);
        if (target == null) {
            throw new IllegalArgumentException("Users do not log in to a connection '" + connection + "'. "
                    + NearestName.hint(
                            connection,
                            connections.get().targets().stream()
                                    .map(LoginTarget::name)
                                    .toList()));
        }
        return (LoginContext.current() instanceof RequestLogins logins && logins.areOpen(target))
                ? pages.logoutButton(logins.request(), target)
                : "";
    }
}
