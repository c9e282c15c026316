package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.session.LoginSession;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.autoconfigure.web.ResponseHeaders;
import dev.connections.login.LoginRequiredException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/** Responds to requests without a login: browsers are redirected to the login page, programs get its address. */
public final class LoginChallenge {

    /** Longer ones do not fit into a header everywhere. */
    private static final int LONGEST_TARGET = 2048;

    private final LoginMessages texts;

    public LoginChallenge(LoginMessages texts) {
        this.texts = texts;
    }

    /**
     * Answers a dispatch that may not pass a gate.
     *
     * @throws LoginRequiredException in an include, which has no status and no headers: the request around it is
     *     answered
     */
    public void refuse(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException {
        // within an include the container ignores the status, also of a nested forward
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        if (response.getStatus() != HttpStatus.UNAUTHORIZED.value()) {
            throw new LoginRequiredException(target.name(), null);
        }
        answer(request, response, target, logins);
    }

    /** @param logins the logins of the request's user */
    public void answer(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException {
        RuntimeException consent = isBrowser(request) ? logins.consentRequired(target) : null;
        if (consent != null) {
            // Spring Security asks for it, and remembers what was requested
            throw consent;
        }
        ResponseHeaders.beginAnew(response);
        LoginExchange exchange = new LoginExchange(request, response, target, texts);
        if (isBrowser(request)) {
            String url = urlOf(request);
            if (url != null) {
                LoginSession.remember(request.getSession(), target, url);
            }
            exchange.redirect(LoginPaths.login(request, target));
        } else if (logins.failure() != null) {
            exchange.writeFailure(logins.failure());
        } else {
            response.setHeader("WWW-Authenticate", challenge(target));
            exchange.writeProblem(HttpStatus.UNAUTHORIZED, "required", Map.of());
        }
    }

    /** RFC 9110, section 15.5.2, wants one with each 401. It is none that makes a browser ask for a password itself. */
    static String challenge(LoginTarget target) {
        return "Login realm=\"" + UriUtils.encode(target.name(), StandardCharsets.UTF_8) + "\"";
    }

    static boolean isBrowser(HttpServletRequest request) {
        if (request.getHeader("X-Requested-With") != null) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(Collections.list(request.getHeaders("Accept"))).stream()
                    .anyMatch(type -> type.getQualityValue() > 0
                            && (type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
                                    || type.equalsTypeAndSubtype(MediaType.APPLICATION_XHTML_XML)));
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }

    /** Path and query of what was requested; {@code null} if it cannot be requested again, or leads elsewhere. */
    private static @Nullable String urlOf(HttpServletRequest request) {
        Object path = request.getRequestURI();
        Object query = request.getQueryString();
        if (request.getDispatcherType() == DispatcherType.FORWARD) {
            path = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
            query = request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
        } else if (request.getAttribute(AsyncContext.ASYNC_REQUEST_URI) != null) {
            path = request.getAttribute(AsyncContext.ASYNC_REQUEST_URI);
            query = request.getAttribute(AsyncContext.ASYNC_QUERY_STRING);
        }
        String url = path + ((query != null) ? "?" + query : "");
        return (request.getMethod().equals("GET") && url.length() <= LONGEST_TARGET && isOfThisHost(url)) ? url : null;
    }

    private static boolean isOfThisHost(String url) {
        return url.startsWith("/")
                && !url.startsWith("//")
                && url.chars().allMatch(each -> each > ' ' && each < 0x7f && each != '\\');
    }
}
