package dev.connections.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.SupervisionSettings;
import dev.connections.testing.TestDatabase;
import java.time.Duration;
import javax.sql.DataSource;

/** A SQL connection named pet-db to a test's database, with a small pool. */
public final class TestConnection implements AutoCloseable {

    final SupervisedConnection<DataSource> supervised;

    final SupervisedSqlConnection sql;

    /** With a pool of two. */
    public TestConnection(TestDatabase database, SqlOptions options) {
        this(database, options, 2);
    }

    TestConnection(TestDatabase database, SqlOptions options, int poolSize) {
        this.supervised = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "sql",
                new PoolFactory(database, poolSize),
                CredentialsProvider.of(Credentials.none()),
                // a driver that is loaded for the first time, on a machine that has other things to do, takes its time
                SupervisionSettings.defaults().withTimeouts(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        this.sql = new SupervisedSqlConnection(supervised, SqlDialect.ofJdbcUrl(database.jdbcUrl()), options);
    }

    /** The connection. */
    public SqlConnection handle() {
        return sql;
    }

    HikariDataSource pool() {
        return sql.unwrap(HikariDataSource.class);
    }

    int borrowed() {
        return pool().getHikariPoolMXBean().getActiveConnections();
    }

    @Override
    public void close() {
        supervised.close();
    }

    private record PoolFactory(TestDatabase database, int poolSize) implements ConnectionFactory<DataSource> {

        @Override
        public DataSource connect(Credentials credentials) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.jdbcUrl());
            if (!database.username().isEmpty()) {
                config.setUsername(database.username());
                config.setPassword(database.password());
            }
            config.setMaximumPoolSize(poolSize);
            config.setConnectionTimeout(2_000);
            return new HikariDataSource(config);
        }

        @Override
        public boolean isOpen(DataSource pool) {
            return !((HikariDataSource) pool).isClosed();
        }

        @Override
        public void close(DataSource pool) {
            ((HikariDataSource) pool).close();
        }
    }
}
