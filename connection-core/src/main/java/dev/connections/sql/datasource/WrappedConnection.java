package dev.connections.sql.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JDBC connection of a data source that a library has wrapped, for example to trace it. */
public record WrappedConnection(Connection jdbc) implements BorrowedConnection {

    private static final Logger logger = LoggerFactory.getLogger(WrappedConnection.class);

    public static WrappedConnection of(DataSource wrapper) throws SQLException {
        return new WrappedConnection(wrapper.getConnection());
    }

    @Override
    public boolean inTransaction() {
        return false;
    }

    @Override
    public void commit() throws SQLException {
        if (!jdbc.getAutoCommit()) {
            jdbc.commit();
        }
    }

    @Override
    public void close() {
        try {
            jdbc.close();
        } catch (SQLException ex) {
            logger.debug("A JDBC connection did not close properly", ex);
        }
    }
}
