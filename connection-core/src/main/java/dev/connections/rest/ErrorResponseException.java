package dev.connections.rest;

import java.io.IOException;

/** The server answered with an error: nothing to be kept, and a reason to serve something older. */
final class ErrorResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int SERVER_ERROR = 500;

    final transient BufferedResponse answer;

    final transient RestErrors.Redaction redaction;

    ErrorResponseException(BufferedResponse answer, RestErrors.Redaction redaction) {
        super("the server answered with " + answer.status());
        this.answer = answer;
        this.redaction = redaction;
    }

    /** Whether it says more about the server than about what it was asked. */
    boolean isOfServer() {
        return answer.status() >= SERVER_ERROR || answer.status() == TOO_MANY_REQUESTS;
    }
}
