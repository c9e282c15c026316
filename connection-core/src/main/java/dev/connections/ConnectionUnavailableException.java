package dev.connections;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Thrown when a connection cannot be opened, or not in time. A later retry may succeed. */
public class ConnectionUnavailableException extends ConnectionException {

    private final Instant since;

    private final @Nullable Instant nextAttempt;

    /**
     * @param connectionName which connection
     * @param since since when it is unavailable
     * @param nextAttempt when the next attempt to open it is due, or {@code null} if that is not known
     * @param message what happened, and what to do; without secrets
     * @param cause the last failure, or {@code null}
     */
    public ConnectionUnavailableException(
            String connectionName,
            Instant since,
            @Nullable Instant nextAttempt,
            String message,
            @Nullable Throwable cause) {
        super(connectionName, message, cause);
        this.since = since;
        this.nextAttempt = nextAttempt;
    }

    /** Since when the connection is unavailable. */
    public Instant since() {
        return since;
    }

    /** When the next attempt to open it is due; {@code null} if that is not known. */
    public @Nullable Instant nextAttempt() {
        return nextAttempt;
    }
}
