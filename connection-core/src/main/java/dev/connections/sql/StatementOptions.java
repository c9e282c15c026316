package dev.connections.sql;

/**
 * How a statement is to run. Immutable.
 *
 * @param timeout how long, in nanoseconds; 0 without limit
 * @param fetchSize how many rows come at a time; 0 leaves it to the driver
 * @param maxRows how many rows there are at most; 0 without limit
 * @param once whether a read that met a broken connection fails instead of being repeated
 */
record StatementOptions(long timeout, int fetchSize, int maxRows, boolean once) {

    StatementOptions withTimeout(long newTimeout) {
        return new StatementOptions(newTimeout, fetchSize, maxRows, once);
    }

    StatementOptions withFetchSize(int newFetchSize) {
        return new StatementOptions(timeout, newFetchSize, maxRows, once);
    }

    StatementOptions withMaxRows(int newMaxRows) {
        return new StatementOptions(timeout, fetchSize, newMaxRows, once);
    }

    StatementOptions runOnce() {
        return new StatementOptions(timeout, fetchSize, maxRows, true);
    }
}
