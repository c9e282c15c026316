package dev.connections.supervision;

import dev.connections.ConnectionException;
import dev.connections.ShownDuration;
import java.time.Duration;

/** A call had to wait for its turn for longer than the connection allows. Nothing was sent. */
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
                "Connection '" + connectionName + "' is limited to " + permits + " calls in " + ShownDuration.of(period)
                        + ", and this one would have to wait for " + ShownDuration.of(retryAfter) + ", longer than the "
                        + ShownDuration.of(allowed) + " of '" + property
                        + "'. Try again later, or cache what is asked for",
                null);
        this.retryAfter = retryAfter;
    }

    /** How long a call would have had to wait. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
