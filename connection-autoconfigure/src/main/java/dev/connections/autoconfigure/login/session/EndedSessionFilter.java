package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.LoginId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Logs users out whose session is ended by a request, where Spring Session keeps it in a store that tells nobody of it.
 * Looks at a session only if somebody else does.
 */
public final class EndedSessionFilter extends OncePerRequestFilter {

    private final Supplier<LoginConnections> connections;

    public EndedSessionFilter(Supplier<LoginConnections> connections) {
        this.connections = connections;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Watched watched = new Watched(request, connections.get());
        try {
            chain.doFilter(watched, response);
        } finally {
            watched.closeEnded();
        }
    }

    private static final class Watched extends HttpServletRequestWrapper {

        private final HttpServletRequest request;

        private final LoginConnections connections;

        private final Map<LoginTarget, LoginId> seen = new LinkedHashMap<>();

        private boolean looked;

        Watched(HttpServletRequest request, LoginConnections connections) {
            super(request);
            this.request = request;
            this.connections = connections;
        }

        @Override
        public HttpSession getSession() {
            HttpSession session = super.getSession();
            look(session);
            return session;
        }

        @Override
        public @Nullable HttpSession getSession(boolean create) {
            HttpSession session = super.getSession(create);
            look(session);
            return session;
        }

        private void look(@Nullable HttpSession session) {
            if (!looked && session != null) {
                looked = true;
                for (LoginTarget target : connections.targets()) {
                    LoginId id = LoginSession.id(session, target);
                    if (id != null) {
                        seen.put(target, id);
                    }
                }
            }
        }

        void closeEnded() {
            if (seen.isEmpty()) {
                return;
            }
            HttpSession now = request.getSession(false);
            seen.forEach((target, id) -> {
                if (!id.equals(LoginSession.id(now, target))) {
                    target.logins().close(id);
                }
            });
        }
    }
}
