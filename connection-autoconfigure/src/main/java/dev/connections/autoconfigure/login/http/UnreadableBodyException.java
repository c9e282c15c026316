package dev.connections.autoconfigure.login.http;

import org.springframework.http.HttpStatus;

/** The body of a login is not what it should be. Tells nothing of what it is. */
public final class UnreadableBodyException extends Exception {

    private final HttpStatus status;

    UnreadableBodyException(HttpStatus status) {
        super(status.getReasonPhrase(), null, false, false);
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }
}
