package dev.connections.support;

import java.time.Duration;
import java.util.Objects;

/**
 * Sliding-window rate limiter: at most {@code permits} calls in any window of {@code period}. Excess callers wait
 * in FIFO order. Thread-safe.
 *
 * <p>A sliding window keeps a quota whether the target counts by fixed windows, sliding windows or a token bucket.
 * A fixed window would let twice as many calls pass around its end.
 */
public final class RateLimiter {

    private final String connection;

    private final Duration period;

    private static final String MAX_WAIT = "rate-limit.max-wait";

    private final Duration maxWait;

    private final WaitingClock clock;

    /** The times of the last permits: a ring buffer. */
    private final long[] turns;

    private int next;

    private boolean full;

    /**
     * Creates a rate limiter.
     *
     * @param connection the name of the connection, for messages
     * @param permits the maximum number of calls in a period, positive
     * @param period the length of the window, positive
     * @param maxWait the maximum wait of a caller, not negative
     * @param clock the clock
     * @throws IllegalArgumentException if a value is out of range
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
     * Waits for a permit. If the caller is interrupted, its permit is lost.
     *
     * @throws RateLimitExceededException at once, if the wait would be longer than the maximum wait
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void acquire() throws InterruptedException {
        acquire(maxWait, MAX_WAIT);
    }

    /**
     * Waits for a permit. If the caller is interrupted, its permit is lost.
     *
     * @param left the maximum wait of the caller, if shorter than that of this rate limiter
     * @param property the property that sets {@code left}, for the message
     * @throws RateLimitExceededException at once, if the wait would be longer than the maximum wait
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
