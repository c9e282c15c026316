package dev.connections.cache.redis;

import org.jspecify.annotations.Nullable;

/**
 * Who is to load a result.
 *
 * @param kind who it is
 * @param stamp what the caller's result is to begin with, if it is the caller
 * @param millis how long the other's lease lasts, if it is another
 */
record Turn(Kind kind, @Nullable Stamp stamp, long millis) {

    static final Turn THERE = new Turn(Kind.THERE, null, 0);

    enum Kind {
        /** Nobody: there is a result. */
        THERE,
        /** Whoever asked. */
        LEAD,
        /** Another. */
        HELD
    }
}
