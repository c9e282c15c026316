package dev.connections.sql.execution;

/**
 * The options of a statement's execution. Immutable.
 *
 * @param timeout how long, in nanoseconds; 0 without limit
 * @param fetchSize how many rows come at a time; 0 leaves it to the driver
 * @param maxRows how many rows there are at most; 0 without limit
 * @param noRetry whether a statement that met a broken connection fails, whatever it does
 */
record StatementOptions(long timeout, int fetchSize, int maxRows, boolean noRetry) {

    StatementOptions withTimeout(long newTimeout) {
        return new StatementOptions(newTimeout, fetchSize, maxRows, noRetry);
    }

    StatementOptions withFetchSize(int newFetchSize) {
        return new StatementOptions(timeout, newFetchSize, maxRows, noRetry);
    }

    StatementOptions withMaxRows(int newMaxRows) {
        return new StatementOptions(timeout, fetchSize, newMaxRows, noRetry);
    }

    StatementOptions withoutRetry() {
        return new StatementOptions(timeout, fetchSize, maxRows, true);
    }
}
