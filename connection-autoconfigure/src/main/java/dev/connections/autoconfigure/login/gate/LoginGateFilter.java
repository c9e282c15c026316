package dev.connections.autoconfigure.login.gate;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.form.LoginChallenge;
import dev.connections.autoconfigure.login.form.LoginResource;
import dev.connections.autoconfigure.login.session.DelegatedLogins;
import dev.connections.autoconfigure.login.session.NoStoreResponse;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginRequiredException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody pass to what is gated who is not logged in, and lets what is behind it work with the connections of who
 * is.
 *
 * <p>It applies to each dispatch: requests, forwards, includes and asynchronous dispatches to another path. A request
 * that has passed the gate passes it again when it continues after work in the background. Error pages are not gated.
 *
 * <p>Where the application itself answers a {@link LoginRequiredException}, with a handler for all exceptions for
 * example, that is the answer, and the next request to a protected path needs a login.
 */
public final class LoginGateFilter implements Filter {

    private static final String RESPONSE = NoStoreResponse.class.getName();

    private final Supplier<LoginConnections> connections;

    private final LoginChallenge challenge;

    private final LoginResource resource;

    private final Supplier<@Nullable DelegatedLogins> delegated;

    private volatile LoginGates gates = new LoginGates(List.of());

    public LoginGateFilter(
            Supplier<LoginConnections> connections,
            LoginChallenge challenge,
            LoginResource resource,
            Supplier<@Nullable DelegatedLogins> delegated) {
        this.delegated = delegated;
        this.connections = connections;
        this.challenge = challenge;
        this.resource = resource;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LoginConnections all = connections.get();
        LoginGates present = gates(all.targets());
        if (present.areNone()
                || !(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            chain.doFilter(request, response);
            return;
        }
        NoStoreResponse privateResponse = new NoStoreResponse(httpResponse);
        RequestLogins logins =
                new RequestLogins(httpRequest, responseWithHeaders(httpRequest, privateResponse), all, delegated.get());
        CurrentLogins before = LoginContext.set(logins);
        try {
            answer(httpRequest, privateResponse, chain, all, present, logins);
            privateResponse.afterIncludes();
        } finally {
            LoginContext.set(before);
        }
    }

    /** The container ignores headers that an include sets: they are set on the response of the request around it. */
    private static NoStoreResponse responseWithHeaders(HttpServletRequest request, NoStoreResponse response) {
        if (request.getDispatcherType() == DispatcherType.INCLUDE
                && request.getAttribute(RESPONSE) instanceof NoStoreResponse around) {
            return around;
        }
        request.setAttribute(RESPONSE, response);
        return response;
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            LoginConnections all,
            LoginGates present,
            RequestLogins logins)
            throws IOException, ServletException {
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.REQUEST && resource.answer(request, response, all, logins)) {
            return;
        }
        if (dispatch != DispatcherType.ERROR && !resource.isShown(request)) {
            LoginTarget closed;
            try {
                closed = present.closedFor(request, logins);
            } catch (IllegalArgumentException ex) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            if (closed != null) {
                challenge.refuse(request, response, closed, logins);
                return;
            }
        }
        if (dispatch == DispatcherType.REQUEST || dispatch == DispatcherType.ASYNC) {
            pass(request, response, chain, all, logins);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** A login that ends while its request is answered ends the answer, too. */
    private void pass(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            LoginConnections all,
            RequestLogins logins)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException ex) {
            LoginRequiredException required = requiredBy(ex);
            LoginTarget target = (required != null) ? all.target(required.connectionName()) : null;
            if (target == null || response.isCommitted()) {
                throw ex;
            }
            challenge.answer(request, response, target, logins);
        }
    }

    private static @Nullable LoginRequiredException requiredBy(Throwable failure) {
        int depth = 0;
        for (Throwable each = failure; each != null && depth < 100; each = each.getCause()) {
            if (each instanceof LoginRequiredException required) {
                return required;
            }
            depth++;
        }
        return null;
    }

    private LoginGates gates(List<LoginTarget> targets) {
        LoginGates present = gates;
        if (!present.areOf(targets)) {
            present = new LoginGates(targets);
            gates = present;
        }
        return present;
    }
}
