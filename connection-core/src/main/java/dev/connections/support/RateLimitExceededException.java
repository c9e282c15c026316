package dev.connections.support;

import dev.connections.ConnectionException;
import dev.connections.DurationText;
import java.time.Duration;

/** Thrown when a call would wait longer for the rate limit than the connection allows. Nothing was sent. */
public final class RateLimitExceededException extends ConnectionException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    RateLimitExceededException(
            String connectionName,
            int permits,
            Duration period,
            Duration retryAfter,
            Duration allowed,
            String property) {
        super(
                connectionName,
                "Connection '" + connectionName + "' is limited to " + permits + " calls in " + DurationText.of(period)
                        + ", and this one would have to wait for " + DurationText.of(retryAfter) + ", longer than the "
                        + DurationText.of(allowed) + " of '" + property
                        + "'. Try again later, or cache the results",
                null);
        this.retryAfter = retryAfter;
    }

    /** Returns how long the call would have had to wait. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
