package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.LoginConnections;
import dev.connections.autoconfigure.LoginScope;
import dev.connections.autoconfigure.LoginTarget;
import dev.connections.autoconfigure.web.Principals;
import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The logins of whoever sent a request, as the session tells them at the moment. For the thread that answers it. */
final class RequestLogins implements CurrentLogins {

    private final HttpServletRequest request;

    private final LoginConnections connections;

    RequestLogins(HttpServletRequest request, LoginConnections connections) {
        this.request = request;
        this.connections = connections;
    }

    HttpServletRequest request() {
        return request;
    }

    @Override
    public @Nullable LoginId of(String connection) {
        LoginTarget target = connections.target(connection);
        return (target != null) ? of(target) : null;
    }

    private @Nullable LoginId of(LoginTarget target) {
        if (target.scope() == LoginScope.PRINCIPAL) {
            String principal = principal();
            return (principal != null) ? ofPrincipal(principal) : null;
        }
        return LoginSession.id(request.getSession(false), target);
    }

    /** One for all sessions; a random one never looks like it. */
    static LoginId ofPrincipal(String principal) {
        return LoginId.of("principal " + principal);
    }

    @Override
    public @Nullable String principal() {
        return Principals.nameOf(request);
    }

    /** Counts as a use of the connection. */
    boolean areOpen(LoginTarget target) {
        LoginId id = of(target);
        return id != null && target.logins().isOpen(id, principal());
    }

    @Override
    public CurrentLogins copy() {
        Map<String, LoginId> ids = new HashMap<>();
        for (LoginTarget target : connections.targets()) {
            LoginId id = of(target);
            if (id != null) {
                ids.put(target.name(), id);
            }
        }
        return new Copy(Map.copyOf(ids), principal());
    }

    /** The logins as they were when other work for the same user began. */
    private record Copy(Map<String, LoginId> ids, @Nullable String principal) implements CurrentLogins {

        @Override
        public @Nullable LoginId of(String connection) {
            return ids.get(connection);
        }

        @Override
        public CurrentLogins copy() {
            return this;
        }

        /** Without the user. */
        @Override
        public String toString() {
            return "CurrentLogins";
        }
    }
}
