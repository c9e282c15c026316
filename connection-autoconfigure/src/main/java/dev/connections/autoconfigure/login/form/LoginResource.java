package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginScope;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.http.ContentTypes;
import dev.connections.autoconfigure.login.http.JsonBody;
import dev.connections.autoconfigure.login.http.LimitedBody;
import dev.connections.autoconfigure.login.http.UnreadableBodyException;
import dev.connections.autoconfigure.login.session.LoginSession;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.autoconfigure.web.ResponseHeaders;
import dev.connections.login.LoginId;
import dev.connections.login.form.LoginFailedException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Answers what is sent to where users log in and out. Safe for use by several threads. */
public final class LoginResource {

    private static final String SIGN_IN = "sign-in";

    private final LoginMessages texts;

    private final LoginPages pages;

    public LoginResource(LoginMessages texts, LoginPages pages) {
        this.texts = texts;
        this.pages = pages;
    }

    /** @return whether the request was for it */
    public boolean answer(
            HttpServletRequest request, HttpServletResponse response, LoginConnections all, RequestLogins logins)
            throws IOException, ServletException {
        LoginPaths paths = LoginPaths.of(request, all);
        if (paths == null) {
            return false;
        }
        LoginExchange exchange = new LoginExchange(request, response, paths.target(), texts);
        boolean login = paths.action() == LoginPaths.Action.LOGIN;
        if (paths.target().oauth2() != null && login) {
            logInByConsent(exchange, logins);
            return true;
        }
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                if (login) {
                    showForm(exchange, logins);
                } else {
                    pages.writeLogoutButton(exchange, logins);
                }
            }
            case "POST" -> {
                if (login) {
                    logIn(exchange, logins);
                } else {
                    logOut(exchange, logins);
                }
            }
            case "OPTIONS" -> allow(response, HttpStatus.NO_CONTENT);
            default -> allow(response, HttpStatus.METHOD_NOT_ALLOWED);
        }
        return true;
    }

    /** There is nothing to fill in. */
    private void logInByConsent(LoginExchange exchange, RequestLogins logins) throws IOException, ServletException {
        if (logins.areOpen(exchange.target())) {
            redirectToWanted(
                    exchange, LoginSession.takeRemembered(exchange.request().getSession(), exchange.target()));
            return;
        }
        RuntimeException consent = logins.consentRequired(exchange.target());
        if (consent != null) {
            throw consent;
        }
        LoginFailedException failure = Objects.requireNonNull(logins.failure());
        if (LoginChallenge.isBrowser(exchange.request())) {
            showFailure(exchange, logins, failure, Map.of());
        } else {
            exchange.writeFailure(failure);
        }
    }

    private static void redirectToWanted(LoginExchange exchange, @Nullable String wanted) {
        exchange.redirect(
                (wanted != null)
                        ? wanted
                        : LoginPaths.ofThisHost(exchange.request().getContextPath() + "/"));
    }

    /** Whether a page of the application's own is being shown, which may forward the request. */
    public boolean isShown(HttpServletRequest request) {
        return pages.areShown(request);
    }

    private static void allow(HttpServletResponse response, HttpStatus status) {
        response.setStatus(status.value());
        response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
        ResponseHeaders.preventCaching(response);
    }

    private void showForm(LoginExchange exchange, RequestLogins logins) throws IOException, ServletException {
        if (mustSignIn(exchange, logins)) {
            exchange.writeError(HttpStatus.FORBIDDEN, SIGN_IN);
            return;
        }
        String note = "logged-out".equals(exchange.request().getQueryString()) ? "logged-out" : null;
        pages.show(exchange, logins, HttpStatus.OK, null, note, Map.of());
    }

    private void showExpired(LoginExchange exchange, RequestLogins logins) throws IOException, ServletException {
        pages.show(exchange, logins, HttpStatus.FORBIDDEN, "expired", null, Map.of());
    }

    private void showFailure(
            LoginExchange exchange, RequestLogins logins, LoginFailedException failure, Map<String, String> values)
            throws IOException, ServletException {
        exchange.setHeaders(failure);
        HttpStatus status = LoginExchange.statusOf(failure.failure());
        pages.show(exchange, logins, status, LoginExchange.codeOf(failure.failure()), null, values);
    }

    private void logIn(LoginExchange exchange, RequestLogins logins) throws IOException, ServletException {
        HttpServletRequest request = exchange.request();
        if (ContentTypes.isJson(request) && JsonBody.JACKSON_PRESENT) {
            logInByJson(exchange, logins);
        } else if (!ContentTypes.isForm(request)) {
            exchange.response().setHeader("Accept-Post", "application/x-www-form-urlencoded, application/json");
            exchange.writeError(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "malformed");
        } else if (!CsrfTokens.hold(request)) {
            showExpired(exchange, logins);
        } else if (mustSignIn(exchange, logins)) {
            exchange.writeError(HttpStatus.FORBIDDEN, SIGN_IN);
        } else {
            logInByForm(exchange, logins);
        }
    }

    private void logInByForm(LoginExchange exchange, RequestLogins logins) throws IOException, ServletException {
        Map<String, char[]> entered = LoginBodyFilter.fields(exchange.request(), exchange.target());
        Map<String, String> shownAgain = LoginPages.shownAgain(exchange.target(), entered);
        try {
            redirectToWanted(exchange, attempt(exchange, entered, logins));
        } catch (LoginFailedException ex) {
            showFailure(exchange, logins, ex, shownAgain);
        }
    }

    private void logInByJson(LoginExchange exchange, RequestLogins logins) throws IOException {
        try {
            Map<String, char[]> entered =
                    JsonBody.read(LimitedBody.read(exchange.request().getInputStream()));
            if (mustSignIn(exchange, logins)) {
                entered.values().forEach(value -> Arrays.fill(value, '\0'));
                exchange.writeError(HttpStatus.FORBIDDEN, SIGN_IN);
                return;
            }
            attempt(exchange, entered, logins);
            writeNothing(exchange.response());
        } catch (UnreadableBodyException ex) {
            exchange.writeError(ex.status(), "malformed");
        } catch (LoginFailedException ex) {
            exchange.writeFailure(ex);
        }
    }

    private static @Nullable String attempt(LoginExchange exchange, Map<String, char[]> entered, RequestLogins logins)
            throws LoginFailedException {
        return LoginAttempt.make(exchange.request(), exchange.target(), entered, logins.principal());
    }

    private static void writeNothing(HttpServletResponse response) {
        response.setStatus(HttpStatus.NO_CONTENT.value());
        ResponseHeaders.preventCaching(response);
    }

    private void logOut(LoginExchange exchange, RequestLogins logins) throws IOException, ServletException {
        LoginTarget target = exchange.target();
        boolean json = ContentTypes.isJson(exchange.request());
        if (!json && !CsrfTokens.hold(exchange.request())) {
            showExpired(exchange, logins);
            return;
        }
        LoginId id = logins.of(target.name());
        if (id != null) {
            target.logins().close(id);
        }
        HttpSession session = exchange.request().getSession(false);
        if (session != null) {
            LoginSession.remove(session, target);
        }
        if (json) {
            writeNothing(exchange.response());
        } else {
            exchange.redirect(LoginPaths.login(exchange.request(), target) + "?logged-out");
        }
    }

    private static boolean mustSignIn(LoginExchange exchange, RequestLogins logins) {
        return exchange.target().scope() == LoginScope.PRINCIPAL && logins.principal() == null;
    }
}
