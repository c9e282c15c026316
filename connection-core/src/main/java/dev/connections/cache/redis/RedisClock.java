package dev.connections.cache.redis;

/**
 * The clock of Redis, as far as it is known here: all nodes use it, so that theirs may differ. It is never behind, so
 * that nothing is taken for younger than it is, and ahead by no more than an answer took. Safe for use by several
 * threads.
 */
final class RedisClock {

    private volatile long ahead;

    /**
     * Sets it.
     *
     * @param asked when Redis was called, by {@link System#nanoTime}
     * @param answer what it answered, in microseconds
     */
    void set(long asked, long answer) {
        ahead = answer - asked / 1000;
    }

    /** The time, in microseconds. */
    long micros() {
        return System.nanoTime() / 1000 + ahead;
    }
}
