package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginScope;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.web.Principals;
import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginId;
import dev.connections.login.form.LoginFailedException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** The logins of the sender of a request, as the session tells them at the moment. For the thread that answers it. */
public final class RequestLogins implements CurrentLogins {

    private static final String PASSED = RequestLogins.class.getName() + ".passed.";

    private final HttpServletRequest request;

    private final NoStoreResponse response;

    private final LoginConnections connections;

    private final @Nullable DelegatedLogins delegated;

    private @Nullable LoginFailedException failure;

    /** @param delegated opens connections on behalf of users; {@code null} if nothing does */
    public RequestLogins(
            HttpServletRequest request,
            NoStoreResponse response,
            LoginConnections connections,
            @Nullable DelegatedLogins delegated) {
        this.request = request;
        this.response = response;
        this.connections = connections;
        this.delegated = delegated;
    }

    public HttpServletRequest request() {
        return request;
    }

    @Override
    public @Nullable LoginId of(String connection) {
        LoginTarget target = connections.target(connection);
        if (target == null) {
            return null;
        }
        if (target.oauth2() != null) {
            areOpen(target);
        }
        LoginId id = of(target);
        if (id != null) {
            response.preventCaching();
        }
        return id;
    }

    private @Nullable LoginId of(LoginTarget target) {
        if (target.scope() == LoginScope.PRINCIPAL) {
            String principal = principal();
            return (principal != null) ? ofPrincipal(principal) : null;
        }
        return LoginSession.id(request.getSession(false), target);
    }

    /** One for all sessions; a random one never looks like it. */
    public static LoginId ofPrincipal(String principal) {
        return LoginId.of("principal " + principal);
    }

    @Override
    public @Nullable String principal() {
        return Principals.nameOf(request);
    }

    /**
     * Whether the request may pass a gate. A request that has passed continues in the background, and passes again
     * then. Counts as a use of the connection.
     */
    public boolean pass(LoginTarget target) {
        String passed = PASSED + target.name();
        boolean continues = request.getDispatcherType() == DispatcherType.ASYNC && request.getAttribute(passed) != null;
        if (!continues && !areOpen(target)) {
            return false;
        }
        request.setAttribute(passed, true);
        response.preventCaching();
        return true;
    }

    /** Counts as a use of the connection. Opens it if that takes nothing of the user. */
    public boolean areOpen(LoginTarget target) {
        if (isOpen(target)) {
            return true;
        }
        if (target.oauth2() == null || delegated == null || principal() == null) {
            return false;
        }
        synchronized (WebUtils.getSessionMutex(request.getSession())) {
            return isOpen(target) || open(target, delegated);
        }
    }

    private boolean isOpen(LoginTarget target) {
        LoginId id = of(target);
        return id != null && target.logins().isOpen(id, principal());
    }

    private boolean open(LoginTarget target, DelegatedLogins by) {
        String principal = principal();
        boolean ofPrincipal = target.scope() == LoginScope.PRINCIPAL && principal != null;
        LoginId id = ofPrincipal ? ofPrincipal(principal) : LoginId.random();
        try {
            failure = null;
            if (!by.open(target, id, request)) {
                return false;
            }
        } catch (LoginFailedException ex) {
            failure = ex;
            return false;
        }
        if (!ofPrincipal) {
            LoginSession.replace(request.getSession(), target, id);
        }
        return true;
    }

    /** Why the last connection that takes nothing of the user could not be opened; {@code null} if it could. */
    public @Nullable LoginFailedException failure() {
        return failure;
    }

    /**
     * What is to be thrown for a user who is to sign in, or to consent, elsewhere; {@code null} if the login page will
     * do.
     */
    public @Nullable RuntimeException consentRequired(LoginTarget target) {
        return (target.oauth2() != null && delegated != null && failure == null)
                ? delegated.consentRequired(target, request)
                : null;
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
        if (!ids.isEmpty()) {
            // by the time of the use, the response may be out of reach or committed
            response.preventCaching();
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
