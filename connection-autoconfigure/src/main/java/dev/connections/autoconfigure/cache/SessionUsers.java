package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.autoconfigure.web.Principals;
import dev.connections.cache.CacheUserProvider;
import dev.connections.cache.QueryCache;
import dev.connections.supervision.Supervision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/**
 * Tells the users of cached results by the HTTP session of the request that a thread answers, and by who is logged in
 * there. What a user has is gone with the session, and when another logs in in it. Without a session, as in stateless
 * applications, the principal of the request is the user. No session is ever begun. Safe for use by several threads.
 *
 * <p>A session carries a token of its own rather than its id, which changes at login and is a secret.
 */
final class SessionUsers implements CacheUserProvider, SupervisedConnections.Listener, HttpSessionListener {

    private static final String TOKEN = SessionUsers.class.getName() + ".token";

    private static final String PRINCIPAL = SessionUsers.class.getName() + ".principal";

    private static final Logger logger = LoggerFactory.getLogger(SessionUsers.class);

    private final AtomicBoolean warned = new AtomicBoolean();

    private final Set<QueryCache> caches = ConcurrentHashMap.newKeySet();

    @Override
    public void added(Supervision<?> connection) {
        caches.add(connection.cache());
    }

    @Override
    public void removed(Supervision<?> connection) {
        caches.remove(connection.cache());
    }

    @Override
    public @Nullable Object current() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        try {
            HttpServletRequest request = attributes.getRequest();
            HttpSession session = request.getSession(false);
            String principal = Principals.nameOf(request);
            if (session != null) {
                return user(session, principal);
            }
            return (principal != null) ? new SessionUser(null, principal) : nobody();
        } catch (IllegalStateException ex) {
            // the session has just ended
            return null;
        }
    }

    private @Nullable Object nobody() {
        if (!warned.getAndSet(true)) {
            logger.warn("Results of scope 'user' are not cached for requests without an HTTP session and without a "
                    + "principal. Log users in, begin a session, or declare a CacheUserProvider bean. "
                    + "This is logged once");
        }
        return null;
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
