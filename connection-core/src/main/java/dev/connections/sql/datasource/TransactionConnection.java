package dev.connections.sql.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * The JDBC connection of the current thread's transaction, whose manager commits it.
 *
 * @param dataSource what the transaction is bound to
 */
public record TransactionConnection(Connection jdbc, DataSource dataSource) implements BorrowedConnection {

    public static TransactionConnection of(DataSource dataSource) throws SQLException {
        return new TransactionConnection(DataSourceUtils.doGetConnection(dataSource), dataSource);
    }

    @Override
    public boolean inTransaction() {
        return true;
    }

    @Override
    public void commit() {}

    @Override
    public void close() {
        DataSourceUtils.releaseConnection(jdbc, dataSource);
    }
}
