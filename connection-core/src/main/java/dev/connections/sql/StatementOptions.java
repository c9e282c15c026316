package dev.connections.sql;

/**
 * How a statement is to run. Immutable.
 *
 * @param timeout how long, in nanoseconds; 0 without limit
 * @param fetchSize how many rows come at a time; 0 leaves it to the driver
 * @param maxRows how many rows there are at most; 0 without limit
 * @param ttl how old a result may be, in nanoseconds; 0 not to be cached, {@link #TTL_OF_CONNECTION} as the connection says
 * @param once whether a read that met a broken connection fails instead of being repeated
 */
record StatementOptions(long timeout, int fetchSize, int maxRows, long ttl, boolean once) {

    static final long TTL_OF_CONNECTION = -1;

    StatementOptions withTtl(long newTtl) {
        return new StatementOptions(timeout, fetchSize, maxRows, newTtl, once);
    }

    StatementOptions withTimeout(long newTimeout) {
        return new StatementOptions(newTimeout, fetchSize, maxRows, ttl, once);
    }

    StatementOptions withFetchSize(int newFetchSize) {
        return new StatementOptions(timeout, newFetchSize, maxRows, ttl, once);
    }

    StatementOptions withMaxRows(int newMaxRows) {
        return new StatementOptions(timeout, fetchSize, newMaxRows, ttl, once);
    }

    StatementOptions runOnce() {
        return new StatementOptions(timeout, fetchSize, maxRows, ttl, true);
    }
}
