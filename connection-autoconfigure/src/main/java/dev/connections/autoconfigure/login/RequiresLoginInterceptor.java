package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.LoginConnections;
import dev.connections.autoconfigure.LoginTarget;
import dev.connections.login.LoginContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** The gate before controllers with {@code @RequiresLogin}. */
final class RequiresLoginInterceptor implements HandlerInterceptor {

    private final RequiredLogins required;

    private final Supplier<LoginConnections> connections;

    private final LoginDemand demand;

    RequiresLoginInterceptor(RequiredLogins required, Supplier<LoginConnections> connections, LoginDemand demand) {
        this.required = required;
        this.connections = connections;
        this.demand = demand;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // what is dispatched anew has run, and passed here before
        if (!(handler instanceof HandlerMethod method) || request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        for (String name : required.of(method)) {
            LoginTarget target = connections.get().target(name);
            if (target == null) {
                throw new IllegalStateException(method.getShortLogMessage() + " requires a login to '" + name
                        + "', which nobody can log in to");
            }
            RequestLogins logins = logins(request);
            if (!logins.areOpen(target)) {
                demand.answer(request, response, target, logins);
                return false;
            }
        }
        return true;
    }

    private RequestLogins logins(HttpServletRequest request) {
        return (LoginContext.current() instanceof RequestLogins current)
                ? current
                : new RequestLogins(request, connections.get(), null);
    }
}
