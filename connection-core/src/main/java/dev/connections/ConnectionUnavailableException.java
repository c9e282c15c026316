package dev.connections;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection could not be opened, or not in time. Trying again later may succeed. */
public class ConnectionUnavailableException extends ConnectionException {

    private final Instant since;

    /**
     * @param connectionName which connection
     * @param since since when it is unavailable
     * @param message what happened, and what to do; without secrets
     * @param cause the last failure, or {@code null}
     */
    public ConnectionUnavailableException(
            String connectionName, Instant since, String message, @Nullable Throwable cause) {
        super(connectionName, message, cause);
        this.since = since;
    }

    /** Since when the connection is unavailable. */
    public Instant since() {
        return since;
    }
}
