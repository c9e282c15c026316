package dev.connections.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** How far a request has come, so that its failure can be explained. Used by one thread. */
final class RequestTrace {

    private boolean sent;

    private @Nullable HttpStatusCode status;

    private @Nullable MediaType contentType;

    /** The trace of a request; one that nobody reads if the request has none. */
    static RequestTrace of(Map<String, Object> attributes) {
        return (attributes.get(RequestOption.TRACE.attribute()) instanceof RequestTrace trace)
                ? trace
                : new RequestTrace();
    }

    void sent() {
        sent = true;
    }

    void answered(HttpStatusCode newStatus, @Nullable MediaType newContentType) {
        status = newStatus;
        contentType = newContentType;
    }

    /** Whether the request was complete, body included. */
    boolean isSent() {
        return sent;
    }

    @Nullable
    HttpStatusCode status() {
        return status;
    }

    @Nullable
    MediaType contentType() {
        return contentType;
    }
}
