package dev.connections.autoconfigure.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Applies {@link UnavailableConnectionResolver} to filters, and to servlets other than Spring MVC's. Thread-safe. */
final class UnavailableConnectionFilter implements Filter {

    private final UnavailableConnectionResolver resolver;

    UnavailableConnectionFilter(UnavailableConnectionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException ex) {
            if (!(request instanceof HttpServletRequest httpRequest)
                    || !(response instanceof HttpServletResponse httpResponse)
                    || resolver.resolveException(httpRequest, httpResponse, null, ex) == null) {
                throw ex;
            }
        }
    }
}
