package dev.connections.testing.faults;

import javax.sql.DataSource;

/** A way to read from a database that is to be tested under faults. Used by several threads. */
public interface Subject extends AutoCloseable {

    /** Reads one row in one round trip: the user as whom it reads. */
    String read() throws Exception;

    /** Its data source, for whoever wants connections of the pool. */
    DataSource dataSource();

    /** How many physical connections it may have. */
    int poolSize();

    @Override
    void close();
}
