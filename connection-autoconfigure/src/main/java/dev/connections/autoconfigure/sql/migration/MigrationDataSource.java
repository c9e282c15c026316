package dev.connections.autoconfigure.sql.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A pool that only the migrations use while they run, the data source of the connection at all other times.
 * Thread-safe.
 */
final class MigrationDataSource extends AbstractDataSource {

    private final Supplier<DataSource> connection;

    private volatile @Nullable DataSource pool;

    MigrationDataSource(Supplier<DataSource> connection) {
        this.connection = connection;
    }

    void use(@Nullable DataSource present) {
        pool = present;
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource present = pool;
        return ((present != null) ? present : connection.get()).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        DataSource present = pool;
        return ((present != null) ? present : connection.get()).getConnection(username, password);
    }
}
