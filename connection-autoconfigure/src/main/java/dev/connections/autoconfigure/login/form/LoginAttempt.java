package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginScope;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.session.LoginSession;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.form.LoginFailedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the connection of the sender of a request, and ties it to the session, whose id changes. */
final class LoginAttempt {

    private LoginAttempt() {}

    /**
     * Logs in.
     *
     * @param principal who is signed in to the application, or {@code null}
     * @return where the user wanted to go, or {@code null} if that is not known
     */
    static @Nullable String make(
            HttpServletRequest request, LoginTarget target, Map<String, char[]> entered, @Nullable String principal)
            throws LoginFailedException {
        boolean ofPrincipal = target.scope() == LoginScope.PRINCIPAL && principal != null;
        LoginId id = ofPrincipal ? RequestLogins.ofPrincipal(principal) : LoginId.random();
        target.logins().open(new LoginRequest(id, entered, request.getRemoteAddr(), principal));
        boolean kept = false;
        try {
            HttpSession session = request.getSession();
            // a session id that others may know must not have the login: OWASP, session fixation
            request.changeSessionId();
            CsrfTokens.renew(session);
            if (!ofPrincipal) {
                LoginSession.replace(session, target, id);
            }
            String wanted = LoginSession.takeRemembered(session, target);
            kept = true;
            return wanted;
        } finally {
            if (!kept) {
                target.logins().close(id);
            }
        }
    }
}
