package dev.connections.faults;

import java.time.Duration;

/** The bounds that the documentation states. */
final class Bounds {

    /** How long a caller waits for a broken connection, {@code recovery.ride-out}. */
    static final Duration RIDE_OUT = Duration.ofSeconds(2);

    /** How long a caller waits for anything. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** How long a call takes that fails at once. */
    static final Duration AT_ONCE = Duration.ofMillis(5);

    /** What a busy machine adds to a wait of seconds. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** Longer than any bound. */
    static final Duration NEVER = Duration.ofDays(1);

    private Bounds() {}
}
