package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.http.UnreadableBodyException;
import dev.connections.autoconfigure.web.Problem;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Tells programs why a login failed: what kind of thing went wrong, and nothing more. */
final class LoginProblems {

    private LoginProblems() {}

    static void failed(
            HttpServletRequest request,
            HttpServletResponse response,
            LoginTarget target,
            LoginMessages texts,
            LoginFailedException failure)
            throws IOException {
        setHeaders(response, target, failure);
        write(request, response, target, texts, statusOf(failure.failure()), codeOf(failure.failure()));
    }

    /** Those that a login that failed has as a page, too. */
    static void setHeaders(HttpServletResponse response, LoginTarget target, LoginFailedException failure) {
        if (statusOf(failure.failure()) == HttpStatus.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", LoginChallenge.challenge(target));
        }
        Duration retryAfter = failure.retryAfter();
        if (retryAfter == null && statusOf(failure.failure()) == HttpStatus.SERVICE_UNAVAILABLE) {
            retryAfter = Problem.RETRY_AFTER;
        }
        if (retryAfter != null) {
            Problem.setRetryAfter(response, retryAfter);
        }
    }

    static HttpStatus statusOf(LoginFailure failure) {
        return switch (failure) {
            case REFUSED -> HttpStatus.UNAUTHORIZED;
            case INVALID -> HttpStatus.BAD_REQUEST;
            case TOO_MANY_ATTEMPTS -> HttpStatus.TOO_MANY_REQUESTS;
            case UNREACHABLE, TIMED_OUT, BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    /** Its text is the message {@code error.<code>}. */
    static String codeOf(LoginFailure failure) {
        return failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void unreadable(
            HttpServletRequest request,
            HttpServletResponse response,
            LoginTarget target,
            LoginMessages texts,
            UnreadableBodyException failure)
            throws IOException {
        write(request, response, target, texts, failure.status(), "malformed");
    }

    static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            LoginTarget target,
            LoginMessages texts,
            HttpStatus status,
            String code)
            throws IOException {
        Map<String, String> members = LoginChallenge.members(request, target);
        members.put("failure", code);
        Problem.write(request, response, status, texts.of(request, target).get("error." + code), members);
    }
}
