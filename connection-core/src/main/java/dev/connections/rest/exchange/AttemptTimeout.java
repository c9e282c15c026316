package dev.connections.rest.exchange;

import dev.connections.DurationText;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time limit of one attempt. Immutable.
 *
 * @param limit how long the attempt may take
 * @param began when it began, by {@link System#nanoTime()}
 * @param configured the configured time, which is longer than the limit if it is that of the whole call
 * @param property the property that sets it
 */
public record AttemptTimeout(Duration limit, long began, Duration configured, String property) {

    /** The timer of the HTTP client counts in milliseconds. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    static AttemptTimeout of(Duration limit, Duration configured, String property) {
        return new AttemptTimeout(limit, System.nanoTime(), configured, property);
    }

    boolean isOver() {
        return System.nanoTime() - began + SLACK_NANOS >= limit.toNanos();
    }

    String message() {
        return message(configured, property);
    }

    static String message(Duration time, String property) {
        return "no complete response within " + DurationText.of(time) + " ('" + property + "')";
    }
}
