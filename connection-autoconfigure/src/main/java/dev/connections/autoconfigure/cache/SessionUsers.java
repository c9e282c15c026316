package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.SupervisedConnections;
import dev.connections.autoconfigure.web.Principals;
import dev.connections.cache.CacheUsers;
import dev.connections.cache.QueryCache;
import dev.connections.supervision.Supervision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/**
 * Tells the users of cached results by the HTTP session of the request that a thread answers, and by who is logged in there. What
 * a user has is gone with the session, and when another logs in in it. Safe for use by several threads.
 *
 * <p>A session carries a token of its own rather than its id, which changes at login and is a secret.
 */
final class SessionUsers implements CacheUsers, SupervisedConnections.Listener, HttpSessionListener {

    private static final String TOKEN = SessionUsers.class.getName() + ".token";

    private static final String PRINCIPAL = SessionUsers.class.getName() + ".principal";

    private final Set<QueryCache> caches = ConcurrentHashMap.newKeySet();

    @Override
    public void added(Supervision<?> connection) {
        caches.add(connection.cache());
    }

    @Override
    public void removed(Supervision<?> connection) {
        caches.remove(connection.cache());
    }

    /** Begins a session, if there is a request without one. */
    @Override
    public @Nullable Object current() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        try {
            HttpServletRequest request = attributes.getRequest();
            return user(request.getSession(), Principals.nameOf(request));
        } catch (IllegalStateException ex) {
            // the session has just ended, or none can begin because the response is under way
            return null;
        }
    }

    private SessionUser user(HttpSession session, @Nullable String principal) {
        String token = text(session, TOKEN);
        if (token == null || (principal != null && !principal.equals(text(session, PRINCIPAL)))) {
            token = remember(session, principal);
        }
        return new SessionUser(token, principal);
    }

    private String remember(HttpSession session, @Nullable String principal) {
        synchronized (WebUtils.getSessionMutex(session)) {
            String token = text(session, TOKEN);
            if (token == null) {
                token = UUID.randomUUID().toString();
                session.setAttribute(TOKEN, token);
            }
            String former = text(session, PRINCIPAL);
            if (principal != null && !principal.equals(former)) {
                session.setAttribute(PRINCIPAL, principal);
                if (former != null) {
                    evict(new SessionUser(token, former));
                }
            }
            return token;
        }
    }

    private static @Nullable String text(HttpSession session, String attribute) {
        return (session.getAttribute(attribute) instanceof String text) ? text : null;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        String token = text(event.getSession(), TOKEN);
        if (token != null) {
            evict(new SessionUser(token, null));
            String principal = text(event.getSession(), PRINCIPAL);
            if (principal != null) {
                evict(new SessionUser(token, principal));
            }
        }
    }

    private void evict(SessionUser user) {
        caches.forEach(cache -> cache.evictUser(user));
    }
}
