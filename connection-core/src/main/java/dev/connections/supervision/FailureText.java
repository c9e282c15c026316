package dev.connections.supervision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Parts of messages about a failure, for people: times in seconds, and the name of the connection once. */
final class FailureText {

    private FailureText() {}

    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What happened, for a sentence that names the connection already. */
    static String of(String name, Throwable cause) {
        String message = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
        String subject = "Connection '" + name + "'";
        if (message.startsWith(subject + ": ")) {
            return message.substring(subject.length() + 2);
        }
        return message.startsWith(subject + " ") ? "connection" + message.substring(subject.length()) : message;
    }
}
