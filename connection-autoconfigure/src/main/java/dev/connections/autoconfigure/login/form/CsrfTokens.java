package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.WebUtils;

/**
 * Detects forged forms by Spring Security's tokens, which its filter has checked, or else by a token in the session.
 * Safe for use by several threads.
 */
final class CsrfTokens {

    private static final boolean SPRING_SECURITY =
            ClassUtils.isPresent("org.springframework.security.web.csrf.CsrfToken", CsrfTokens.class.getClassLoader());

    private static final String ATTRIBUTE = "dev.connections.login.csrf";

    private static final String PARAMETER = "_csrf";

    private static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CsrfTokens() {}

    /** The hidden field for a form. Begins a session, if there is none. */
    static LoginView.Csrf of(HttpServletRequest request) {
        LoginView.Csrf others = SPRING_SECURITY ? SpringSecurity.of(request) : null;
        return (others != null) ? others : new LoginView.Csrf(PARAMETER, own(request.getSession()));
    }

    /** Whether a form has been sent with the token that its session gave it. */
    static boolean hold(HttpServletRequest request) {
        if (SPRING_SECURITY && SpringSecurity.checks(request)) {
            return true;
        }
        HttpSession session = request.getSession(false);
        String sent = request.getParameter(PARAMETER);
        return session != null
                && sent != null
                && session.getAttribute(ATTRIBUTE) instanceof String expected
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** Who knew the token before a login does not know the one after it. */
    static void renew(HttpSession session) {
        session.removeAttribute(ATTRIBUTE);
    }

    private static String own(HttpSession session) {
        synchronized (WebUtils.getSessionMutex(session)) {
            if (session.getAttribute(ATTRIBUTE) instanceof String present) {
                return present;
            }
            byte[] bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            session.setAttribute(ATTRIBUTE, token);
            return token;
        }
    }

    private static final class SpringSecurity {

        static boolean checks(HttpServletRequest request) {
            return token(request) != null;
        }

        static LoginView.@Nullable Csrf of(HttpServletRequest request) {
            CsrfToken token = token(request);
            return (token != null) ? new LoginView.Csrf(token.getParameterName(), token.getToken()) : null;
        }

        private static @Nullable CsrfToken token(HttpServletRequest request) {
            return (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) ? token : null;
        }
    }
}
