package dev.connections.rest.cache;

import dev.connections.rest.exchange.BufferedResponse;
import dev.connections.rest.message.Redaction;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The response is an error: it is not cached, and an older response may be served instead. */
public final class ErrorResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    final transient BufferedResponse buffered;

    final transient Redaction redaction;

    ErrorResponseException(BufferedResponse buffered, Redaction redaction) {
        super("the server responded with " + buffered.status());
        this.buffered = buffered;
        this.redaction = redaction;
    }

    /** Whether it says more about the server than about the request. */
    boolean isOfServer() {
        HttpStatusCode status = HttpStatusCode.valueOf(buffered.status());
        return status.is5xxServerError() || status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS);
    }
}
