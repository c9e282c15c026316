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
import org.springframework.http.HttpStatus;

/** Answers what is sent to where users log in and out. Safe for use by several threads. */
public final class LoginResource {

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
        if (paths.target().oauth2() != null && paths.action() == LoginPaths.Action.LOGIN) {
            logInByConsent(request, response, paths.target(), logins);
            return true;
        }
        boolean login = paths.action() == LoginPaths.Action.LOGIN;
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                if (login) {
                    showForm(request, response, paths.target(), logins);
                } else {
                    pages.writeLogoutButton(request, response, paths.target(), logins);
                }
            }
            case "POST" -> {
                if (login) {
                    logIn(request, response, paths.target(), logins);
                } else {
                    logOut(request, response, paths.target(), logins);
                }
            }
            case "OPTIONS" -> allow(response, HttpStatus.NO_CONTENT);
            default -> allow(response, HttpStatus.METHOD_NOT_ALLOWED);
        }
        return true;
    }

    /** There is nothing to fill in. */
    private void logInByConsent(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException, ServletException {
        if (logins.areOpen(target)) {
            String wanted = LoginSession.takeRemembered(request.getSession(), target);
            LoginChallenge.redirect(response, (wanted != null) ? wanted : home(request));
            return;
        }
        RuntimeException consent = logins.consentRequired(target);
        if (consent != null) {
            throw consent;
        }
        LoginFailedException failure = Objects.requireNonNull(logins.failure());
        if (LoginChallenge.isBrowser(request)) {
            LoginProblems.setHeaders(response, target, failure);
            pages.show(
                    request,
                    response,
                    target,
                    logins,
                    LoginProblems.statusOf(failure.failure()),
                    LoginProblems.codeOf(failure.failure()),
                    null,
                    Map.of());
        } else {
            LoginProblems.failed(request, response, target, texts, failure);
        }
    }

    private static String home(HttpServletRequest request) {
        return LoginPaths.ofThisHost(request.getContextPath() + "/");
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

    private void showForm(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException, ServletException {
        if (mustSignIn(target, logins)) {
            askToSignIn(request, response, target);
            return;
        }
        boolean loggedOut = "logged-out".equals(request.getQueryString());
        pages.show(request, response, target, logins, HttpStatus.OK, null, loggedOut ? "logged-out" : null, Map.of());
    }

    private void logIn(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException, ServletException {
        if (ContentTypes.isJson(request) && JsonBody.JACKSON_PRESENT) {
            logInByJson(request, response, target, logins);
        } else if (!ContentTypes.isForm(request)) {
            response.setHeader("Accept-Post", "application/x-www-form-urlencoded, application/json");
            LoginProblems.write(request, response, target, texts, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "malformed");
        } else if (!CsrfTokens.hold(request)) {
            pages.show(request, response, target, logins, HttpStatus.FORBIDDEN, "expired", null, Map.of());
        } else if (mustSignIn(target, logins)) {
            askToSignIn(request, response, target);
        } else {
            logInByForm(request, response, target, logins);
        }
    }

    private void logInByForm(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException, ServletException {
        Map<String, char[]> entered = LoginBodyFilter.fields(request, target);
        Map<String, String> shownAgain = LoginPages.shownAgain(target, entered);
        try {
            String wanted = LoginAttempt.make(request, target, entered, logins.principal());
            LoginChallenge.redirect(response, (wanted != null) ? wanted : home(request));
        } catch (LoginFailedException ex) {
            LoginProblems.setHeaders(response, target, ex);
            pages.show(
                    request,
                    response,
                    target,
                    logins,
                    LoginProblems.statusOf(ex.failure()),
                    LoginProblems.codeOf(ex.failure()),
                    null,
                    shownAgain);
        }
    }

    private void logInByJson(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException {
        try {
            Map<String, char[]> entered = JsonBody.read(LimitedBody.read(request.getInputStream()));
            if (mustSignIn(target, logins)) {
                entered.values().forEach(value -> Arrays.fill(value, '\0'));
                askToSignIn(request, response, target);
                return;
            }
            LoginAttempt.make(request, target, entered, logins.principal());
            response.setStatus(HttpStatus.NO_CONTENT.value());
            ResponseHeaders.preventCaching(response);
        } catch (UnreadableBodyException ex) {
            LoginProblems.unreadable(request, response, target, texts, ex);
        } catch (LoginFailedException ex) {
            LoginProblems.failed(request, response, target, texts, ex);
        }
    }

    private void logOut(
            HttpServletRequest request, HttpServletResponse response, LoginTarget target, RequestLogins logins)
            throws IOException, ServletException {
        boolean json = ContentTypes.isJson(request);
        if (!json && !CsrfTokens.hold(request)) {
            pages.show(request, response, target, logins, HttpStatus.FORBIDDEN, "expired", null, Map.of());
            return;
        }
        LoginId id = logins.of(target.name());
        if (id != null) {
            target.logins().close(id);
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            LoginSession.remove(session, target);
        }
        if (json) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            ResponseHeaders.preventCaching(response);
        } else {
            LoginChallenge.redirect(response, LoginPaths.login(request, target) + "?logged-out");
        }
    }

    private static boolean mustSignIn(LoginTarget target, RequestLogins logins) {
        return target.scope() == LoginScope.PRINCIPAL && logins.principal() == null;
    }

    private void askToSignIn(HttpServletRequest request, HttpServletResponse response, LoginTarget target)
            throws IOException {
        LoginProblems.write(request, response, target, texts, HttpStatus.FORBIDDEN, "sign-in");
    }
}
