package dev.connections.rest;

import dev.connections.Internal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.RestClientException;

/**
 * A request failed: the status of the response is an error, the response cannot be read, or there is none. The message
 * holds no parameters of the address, no credentials and no body, as it becomes part of logs and spans. Of
 * {@link #problem()} it holds the {@code detail}, which is written for people. {@link #body()} and {@link #problem()}
 * give details of the response.
 */
public final class RestException extends RestClientException {

    private static final long serialVersionUID = 1L;

    private final String connectionName;

    private final String method;

    private final String path;

    private final int status;

    private final transient @Nullable ProblemDetail problem;

    private final String body;

    /**
     * Creates an exception. None of its texts may hold a secret: they are not masked here.
     *
     * @param path the path of the request, without its parameters
     * @param status the status of the response; {@code null} if there is none
     * @param what the rest of the message
     * @param problem the problem detail of the response (RFC 9457); {@code null} if there is none
     * @param body the beginning of the body; empty if there is none
     * @param cause the failure underneath; {@code null} if there is none
     */
    @Internal
    public RestException(
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

    /** Returns the name of the connection. */
    public String connectionName() {
        return connectionName;
    }

    /** Returns the method of the request. */
    public HttpMethod method() {
        return HttpMethod.valueOf(method);
    }

    /** Returns the path of the request, without its parameters. */
    public String path() {
        return path;
    }

    /** Returns the status of the response; {@code null} if there is none. */
    public @Nullable HttpStatusCode status() {
        return (status != 0) ? HttpStatusCode.valueOf(status) : null;
    }

    /**
     * Returns the problem detail of the response (RFC 9457); {@code null} if its body is no
     * {@code application/problem+json}.
     */
    public @Nullable ProblemDetail problem() {
        return problem;
    }

    /** Returns the first 300 characters of the body, if it is text other than HTML; empty if there is none. */
    public String body() {
        return body;
    }
}
