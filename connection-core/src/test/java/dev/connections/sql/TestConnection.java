package dev.connections.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.TestDatabase;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.core.convert.support.DefaultConversionService;

/** A SQL connection named pet-db to a test's database, with a small pool. */
public final class TestConnection implements AutoCloseable {

    final SupervisedConnection<DataSource> supervised;

    public final SupervisedSqlConnection sql;

    /** With a pool of two. */
    public TestConnection(TestDatabase database, SqlOptions options) {
        this(database, options, 2);
    }

    TestConnection(TestDatabase database, SqlOptions options, int poolSize) {
        this(new PoolFactory(database, poolSize), database, options);
    }

    private TestConnection(ConnectionFactory<? extends DataSource> factory, TestDatabase database, SqlOptions options) {
        this.supervised = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "sql",
                factory,
                CredentialsProvider.of(credentials(database)),
                // a driver that is loaded for the first time, on a machine that has other things to do, takes its time
                SupervisionSettings.defaults().withTimeouts(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        this.sql = new SupervisedSqlConnection(supervised, SqlDialect.ofJdbcUrl(database.jdbcUrl()), options);
    }

    /** The default options with another size of batches. */
    public static SqlOptions withBatchSize(int size) {
        return new SqlOptions(null, 0, size, DefaultConversionService.getSharedInstance(), LabelCase.LOWER);
    }

    /** With a pool that is opened as in production, with the defaults for the driver. */
    public static TestConnection withDriverDefaults(TestDatabase database) {
        SqlTarget target = SqlAddress.of(database.jdbcUrl()).target();
        TestConnection connection = new TestConnection(
                new HikariConnectionFactory(new ConnectionName("pet-db"), target, SqlSettings.DEFAULTS),
                database,
                SqlOptions.defaults());
        if (SqlSettings.DEFAULTS.storesMomentsInUtc(target)) {
            connection.sql.storeMomentsInUtc();
        }
        return connection;
    }

    /** The connection. */
    public SqlConnection handle() {
        return sql;
    }

    private static Credentials credentials(TestDatabase database) {
        return database.username().isEmpty()
                ? Credentials.none()
                : Credentials.of(database.username(), database.password());
    }

    HikariDataSource pool() {
        return sql.unwrap(HikariDataSource.class);
    }

    public int borrowed() {
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
            config.setConnectionTimeout(20_000);
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
