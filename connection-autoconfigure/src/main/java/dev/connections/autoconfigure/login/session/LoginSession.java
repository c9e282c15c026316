package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.LoginId;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * What an HTTP session holds of logins: texts, so that it may be stored anywhere. The connection is on one node; for
 * another, the id that it finds here is that of no login.
 */
public final class LoginSession {

    private static final String PREFIX = "dev.connections.login.";

    private LoginSession() {}

    static @Nullable LoginId id(@Nullable HttpSession session, LoginTarget target) {
        String value = text(session, key("id", target));
        return (value != null) ? LoginId.of(value) : null;
    }

    /** A login takes the place of an earlier one, which is closed. */
    public static void replace(HttpSession session, LoginTarget target, LoginId id) {
        LoginId former;
        synchronized (WebUtils.getSessionMutex(session)) {
            former = id(session, target);
            session.setAttribute(key("id", target), id.value());
        }
        if (former != null && !former.equals(id)) {
            target.logins().close(former);
        }
    }

    public static void remove(HttpSession session, LoginTarget target) {
        session.removeAttribute(key("id", target));
    }

    /** @param url path and query, to go to after the login */
    public static void remember(HttpSession session, LoginTarget target, String url) {
        session.setAttribute(key("target", target), url);
    }

    public static @Nullable String takeRemembered(HttpSession session, LoginTarget target) {
        String url = text(session, key("target", target));
        session.removeAttribute(key("target", target));
        return url;
    }

    private static String key(String kind, LoginTarget target) {
        return PREFIX + kind + "." + target.name();
    }

    private static @Nullable String text(@Nullable HttpSession session, String key) {
        return (session != null && session.getAttribute(key) instanceof String text) ? text : null;
    }
}
