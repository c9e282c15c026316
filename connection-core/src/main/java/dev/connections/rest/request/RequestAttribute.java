package dev.connections.rest.request;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a single request asks of its connection, as attributes of the request. */
public enum RequestAttribute {

    /** A {@link Duration}: the maximum age of a cached response. */
    TTL,

    /** {@code true}: the response is a transfer, with its own timeout, and not cached. */
    TRANSFER,

    /** {@code true}: the response is read into memory. */
    WHOLE,

    /** A {@link RequestProgress}: how far the request has come. */
    TRACE;

    private final String attribute = "dev.connections.rest." + name();

    String attribute() {
        return attribute;
    }

    boolean isSet(Map<String, Object> attributes) {
        return Boolean.TRUE.equals(attributes.get(attribute));
    }

    @Nullable
    Duration time(Map<String, Object> attributes) {
        return (attributes.get(attribute) instanceof Duration time) ? time : null;
    }
}
