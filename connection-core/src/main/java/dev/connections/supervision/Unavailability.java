package dev.connections.supervision;

import dev.connections.ConnectionUnavailableException;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says why a connection is not to be had. */
final class Unavailability {

    private Unavailability() {}

    static ConnectionUnavailableException of(
            String name, Instant since, @Nullable Instant nextAttempt, @Nullable Throwable cause) {
        String due = (nextAttempt == null) ? "" : "; the next attempt is due at " + FailureText.seconds(nextAttempt);
        return new ConnectionUnavailableException(
                name,
                since,
                nextAttempt,
                "Connection '" + name + "' is unavailable since " + FailureText.seconds(since) + due + ": "
                        + reason(name, cause),
                cause);
    }

    private static String reason(String name, @Nullable Throwable cause) {
        if (cause == null) {
            return "it was found closed";
        }
        if (cause instanceof TimeoutException) {
            return "opening it gave " + cause.getMessage() + " (at most connections." + name + ".connect-timeout)";
        }
        if (cause instanceof InterruptedException) {
            return "the thread was interrupted while it was being opened";
        }
        return FailureText.of(name, cause);
    }
}
