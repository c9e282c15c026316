package dev.connections.supervision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Parts of messages about a failure, for people: times in seconds, and the name of the connection once. */
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
}
