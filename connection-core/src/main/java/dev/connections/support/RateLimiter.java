package dev.connections.support;

import java.time.Duration;
import java.util.Objects;

/**
 * Lets so many through in any span of time of a given length, wherever it begins, and makes the others queue. So a quota is kept
 * however its owner counts: by fixed windows, sliding windows, or a bucket. Who comes first goes first. Safe for use by several
 * threads.
 *
 * <p>It is a sliding log: the n-th from now goes no earlier than one period after the one that is n places before it. A window that
 * begins anew at fixed times would let twice as many through around its end.
 */
public final class RateLimiter {

    private final String connection;

    private final Duration period;

    private static final String MAX_WAIT = "rate-limit.max-wait";

    private final Duration maxWait;

    private final WaitingClock clock;

    /** When the last ones went, or will go: a ring. */
    private final long[] turns;

    private int next;

    private boolean full;

    /**
     * @param connection whose limit it is, for messages
     * @param permits how many may go in each period, positive
     * @param period the length of the period, positive
     * @param maxWait how long one waits at most
     * @param clock tells the time
     */
    public RateLimiter(String connection, int permits, Duration period, Duration maxWait, WaitingClock clock) {
        if (permits <= 0 || period.isZero() || period.isNegative() || maxWait.isNegative()) {
            throw new IllegalArgumentException("permits and period must be positive, maxWait not negative");
        }
        this.connection = connection;
        this.turns = new long[permits];
        this.period = period;
        this.maxWait = maxWait;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Waits for a turn. An interrupted caller's turn is lost.
     *
     * @throws RateLimitExceededException at once, if the wait would be longer than is allowed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void acquire() throws InterruptedException {
        acquire(maxWait, MAX_WAIT);
    }

    /**
     * Waits for a turn. An interrupted caller's turn is lost.
     *
     * @param left how long the caller may wait, if that is less than the limit's own bound
     * @param property the property that sets it, for the message
     * @throws RateLimitExceededException at once, if the wait would be longer than is allowed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void acquire(Duration left, String property) throws InterruptedException {
        boolean shorter = left.compareTo(maxWait) < 0;
        long wait = reserve(shorter ? left : maxWait, shorter ? property : MAX_WAIT);
        if (wait > 0) {
            clock.sleep(Duration.ofNanos(wait));
        }
    }

    private synchronized long reserve(Duration allowed, String property) {
        long now = clock.nanoTime();
        long wait = full ? Math.max(0, turns[next] + period.toNanos() - now) : 0;
        if (wait > allowed.toNanos()) {
            throw new RateLimitExceededException(
                    connection, turns.length, period, Duration.ofNanos(wait), allowed, property);
        }
        turns[next] = now + wait;
        next = (next + 1) % turns.length;
        full |= next == 0;
        return wait;
    }
}
