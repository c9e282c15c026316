package dev.connections.sql.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;

/** A JDBC connection of a data source that a library has wrapped, for example to trace it. */
public record WrappedConnection(Connection jdbc) implements BorrowedConnection {

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
        JdbcUtils.closeConnection(jdbc);
    }
}
