package dev.connections.autoconfigure.login.gate;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.form.LoginChallenge;
import dev.connections.autoconfigure.login.session.NoStoreResponse;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.login.LoginContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** The gate before controllers with {@code @RequiresLogin}. */
public final class RequiresLoginInterceptor implements HandlerInterceptor {

    private final RequiresLoginAnnotations required;

    private final Supplier<LoginConnections> connections;

    private final LoginChallenge challenge;

    public RequiresLoginInterceptor(
            RequiresLoginAnnotations required, Supplier<LoginConnections> connections, LoginChallenge challenge) {
        this.required = required;
        this.connections = connections;
        this.challenge = challenge;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        for (String name : required.of(method)) {
            LoginTarget target = connections.get().target(name);
            if (target == null) {
                throw new IllegalStateException(
                        method.getShortLogMessage() + " requires a login to '" + name + "', which has no login");
            }
            RequestLogins logins = logins(request, response);
            if (!logins.pass(target)) {
                challenge.refuse(request, response, target, logins);
                return false;
            }
        }
        return true;
    }

    private RequestLogins logins(HttpServletRequest request, HttpServletResponse response) {
        return (LoginContext.current() instanceof RequestLogins current)
                ? current
                : new RequestLogins(request, new NoStoreResponse(response), connections.get(), null);
    }
}
