package dev.connections.sql.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** A JDBC connection for one unit of work. Closed once. */
public sealed interface BorrowedConnection extends AutoCloseable
        permits PooledConnection, TransactionConnection, WrappedConnection {

    /** Not to be closed by itself. */
    Connection jdbc();

    boolean inTransaction();

    /** Ends the work well. */
    void commit() throws SQLException;

    /**
     * Returns the failure without the configured secrets. Connections of {@link SupervisedDataSource} remove them
     * themselves.
     */
    default SQLException masked(SQLException failure) {
        return failure;
    }

    /** Returns the same for what this project has made of a failure. */
    default DataAccessException masked(DataAccessException failure) {
        @Nullable LeasedConnection leased = LeasedConnection.under(jdbc());
        return (leased != null) ? leased.masked(failure) : failure;
    }

    /**
     * Looks whether a failure means that the connection is broken; its pool is replaced then. A transaction notices by
     * itself.
     */
    default void notice(SQLException failure) {}

    /**
     * Has the physical connection closed when it goes back, because its session has been changed. A transaction keeps
     * it.
     */
    default void retire() {}

    /** Gives it back. The work is done: what fails in doing so is the pool's affair. */
    @Override
    void close();
}
