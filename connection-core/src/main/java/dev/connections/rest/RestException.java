package dev.connections.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.RestClientException;

/**
 * A request failed: the server answered with an error, with something that could not be read, or not at all. The message holds no
 * parameters of the address, no credentials and no body, as it becomes part of logs and spans. Of {@link #problem()} it holds the
 * {@code detail}, which is written for people. {@link #body()} and {@link #problem()} give what the server answered.
 */
public final class RestException extends RestClientException {

    private static final long serialVersionUID = 1L;

    private final String connectionName;

    private final String method;

    private final String path;

    private final int status;

    private final transient @Nullable ProblemDetail problem;

    private final String body;

    RestException(
            String connectionName,
            HttpMethod method,
            String path,
            @Nullable HttpStatusCode status,
            String what,
            @Nullable ProblemDetail problem,
            String body,
            @Nullable Throwable cause) {
        super("Connection '" + connectionName + "': " + method + " " + path + " " + what, cause);
        this.connectionName = connectionName;
        this.method = method.name();
        this.path = path;
        this.status = (status != null) ? status.value() : 0;
        this.problem = problem;
        this.body = body;
    }

    /** The name of the connection. */
    public String connectionName() {
        return connectionName;
    }

    /** The method of the request. */
    public HttpMethod method() {
        return HttpMethod.valueOf(method);
    }

    /** The path of the request, without its parameters. */
    public String path() {
        return path;
    }

    /** What the server answered; {@code null} if it did not. */
    public @Nullable HttpStatusCode status() {
        return (status != 0) ? HttpStatusCode.valueOf(status) : null;
    }

    /** What the server says is wrong, in {@code application/problem+json} (RFC 9457); {@code null} if it says nothing of that kind. */
    public @Nullable ProblemDetail problem() {
        return problem;
    }

    /** The first 300 characters of the answer, if it is text other than HTML; empty if there is none. */
    public String body() {
        return body;
    }
}
