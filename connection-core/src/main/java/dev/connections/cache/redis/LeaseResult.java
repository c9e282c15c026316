package dev.connections.cache.redis;

import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt to acquire the lease that allows a node to load a result.
 *
 * @param kind the outcome
 * @param header the header of the result to store, if the lease was acquired
 * @param millis the remaining lease time in milliseconds, if another node holds the lease
 */
record LeaseResult(Kind kind, @Nullable EntryHeader header, long millis) {

    static final LeaseResult CACHED = new LeaseResult(Kind.CACHED, null, 0);

    enum Kind {
        /** No lease is needed: the result is cached. */
        CACHED,
        /** The caller holds the lease. */
        ACQUIRED,
        /** Another node holds the lease. */
        HELD
    }
}
