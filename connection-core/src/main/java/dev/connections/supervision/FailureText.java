package dev.connections.supervision;

import dev.connections.ConnectionUnavailableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Messages about failures: times in seconds, and the name of the connection once. */
final class FailureText {

    private FailureText() {}

    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What happened, for a sentence that names the connection already. */
    static String of(String name, Throwable cause) {
        String message = isSentence(cause.getMessage()) ? cause.getMessage() : cause.toString();
        String subject = "Connection '" + name + "'";
        if (message.startsWith(subject + ": ")) {
            return message.substring(subject.length() + 2);
        }
        return message.startsWith(subject + " ") ? "connection" + message.substring(subject.length()) : message;
    }

    /** The message of an {@code UnknownHostException} is a host, that of a {@code NoClassDefFoundError} a class. */
    private static boolean isSentence(@Nullable String message) {
        return message != null && message.strip().indexOf(' ') >= 0;
    }

    /**
     * Returns the exception for callers while the connection is unavailable: since when, the next attempt, and the
     * cause.
     */
    static ConnectionUnavailableException unavailable(
            String name, Instant since, @Nullable Instant nextAttempt, @Nullable Throwable cause) {
        String due = (nextAttempt == null) ? "" : "; the next attempt is due at " + seconds(nextAttempt);
        return new ConnectionUnavailableException(
                name,
                since,
                nextAttempt,
                "Connection '" + name + "' is unavailable since " + seconds(since) + due + ": " + reason(name, cause),
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
        return of(name, cause);
    }
}
