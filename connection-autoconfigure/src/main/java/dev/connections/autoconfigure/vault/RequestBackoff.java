package dev.connections.autoconfigure.vault;

import java.time.Duration;

/**
 * The rate at which secrets are requested that are each a user of a database: ever lower while none lasts, at most one
 * a minute in the end. Not thread-safe.
 */
final class RequestBackoff {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    /** A secret that is replaced sooner does not last. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    /** So many secrets in a row that do not last are replaced at once, so that resets are followed at once. */
    private static final int AT_ONCE = 2;

    private static final int MOST_DOUBLINGS = 6;

    private boolean lastFailed;

    private int didNotLast;

    private long lastRequest;

    boolean isDue() {
        Duration age = Duration.ofNanos(System.nanoTime() - lastRequest);
        if (lastFailed) {
            return age.compareTo(AFTER_FAILURE) >= 0;
        }
        if (age.compareTo(LASTING) >= 0) {
            didNotLast = 0;
        }
        int doublings = Math.min(didNotLast - AT_ONCE, MOST_DOUBLINGS);
        return doublings < 0 || age.compareTo(Duration.ofSeconds(1L << doublings)) >= 0;
    }

    void requested(boolean succeeded) {
        lastFailed = !succeeded;
        lastRequest = System.nanoTime();
        if (succeeded) {
            didNotLast++;
        }
    }
}
