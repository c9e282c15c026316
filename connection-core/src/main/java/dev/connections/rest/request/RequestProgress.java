package dev.connections.rest.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** How far a request has come, so that its failure can be explained. Used by one thread. */
public final class RequestProgress {

    private boolean sent;

    private @Nullable HttpStatusCode status;

    private @Nullable MediaType contentType;

    /** The trace of a request; one that nobody reads if the request has none. */
    static RequestProgress of(Map<String, Object> attributes) {
        return (attributes.get(RequestAttribute.TRACE.attribute()) instanceof RequestProgress trace)
                ? trace
                : new RequestProgress();
    }

    void sent() {
        sent = true;
    }

    void responded(HttpStatusCode newStatus, @Nullable MediaType newContentType) {
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
