package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.web.ProblemResponse;
import dev.connections.autoconfigure.web.ResponseHeaders;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * A request about the login to one connection, and its response. Clients other than browsers get problem details, which
 * tell the kind of failure and nothing more.
 */
record LoginExchange(
        HttpServletRequest request, HttpServletResponse response, LoginTarget target, LoginMessages messages) {

    void redirect(String url) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", url);
        ResponseHeaders.preventCaching(response);
    }

    void writeFailure(LoginFailedException failure) throws IOException {
        setHeaders(failure);
        writeError(statusOf(failure.failure()), codeOf(failure.failure()));
    }

    /** Sets the headers of a failed login, which its page has, too. */
    void setHeaders(LoginFailedException failure) {
        if (statusOf(failure.failure()) == HttpStatus.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", LoginChallenge.challenge(target));
        }
        Duration retryAfter = failure.retryAfter();
        if (retryAfter == null && statusOf(failure.failure()) == HttpStatus.SERVICE_UNAVAILABLE) {
            retryAfter = ProblemResponse.RETRY_AFTER;
        }
        if (retryAfter != null) {
            ProblemResponse.setRetryAfter(response, retryAfter);
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

    void writeError(HttpStatus status, String code) throws IOException {
        writeProblem(status, "error." + code, Map.of("failure", code));
    }

    /** @param more members beyond those of every problem of a login */
    void writeProblem(HttpStatus status, String message, Map<String, String> more) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("connection", target.name());
        members.put("login", LoginPaths.login(request, target));
        members.putAll(more);
        ProblemResponse.write(
                request, response, status, messages.of(request, target).get(message), members);
    }
}
