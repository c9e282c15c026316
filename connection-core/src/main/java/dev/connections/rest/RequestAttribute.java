package dev.connections.rest;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a single request asks of its connection, as attributes of the request. */
enum RequestAttribute {

    /** A {@link Duration}: the greatest age of an answer that is taken from the cache. */
    TTL,

    /** {@code true}: the answer is large, takes longer than others, and is not cached. */
    TRANSFER,

    /** {@code true}: the answer is read at once. */
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
