package dev.connections.rest.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** How far a request has come, so that its failure can be explained. Used by one thread. */
public final class RequestProgress {

    /** Whether the request was complete, body included. */
    boolean sent;

    @Nullable
    HttpStatusCode status;

    @Nullable
    MediaType contentType;

    /** The trace of a request; one that nobody reads if the request has none. */
    static RequestProgress of(Map<String, Object> attributes) {
        return (attributes.get(RequestAttribute.TRACE.attribute()) instanceof RequestProgress trace)
                ? trace
                : new RequestProgress();
    }
}
