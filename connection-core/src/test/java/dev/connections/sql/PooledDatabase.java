package dev.connections.sql;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** A SQL connection named pet-db to a test's database, with the pool that applications get. */
public final class PooledDatabase implements AutoCloseable {

    public final SupervisedConnection<DataSource> supervised;

    public final SupervisedSqlConnection sql;

    public PooledDatabase(TestDatabase database, int poolSize, boolean readOnly) {
        PoolSettings defaults = PoolSettings.DEFAULTS;
        PoolSettings pool = new PoolSettings(
                poolSize,
                1,
                Duration.ofSeconds(10),
                defaults.idleTimeout(),
                defaults.maxLifetime(),
                defaults.keepaliveTime(),
                defaults.leakDetectionThreshold(),
                defaults.validationTimeout(),
                null,
                null,
                null,
                null);
        SqlTarget target = SqlAddress.of(database.jdbcUrl()).target();
        this.supervised = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "sql",
                new HikariConnectionFactory(
                        new ConnectionName("pet-db"),
                        target,
                        new SqlSettings(
                                pool, Map.of(), readOnly, Duration.ofSeconds(30), Duration.ofMinutes(1), null, null)),
                CredentialsProvider.of(
                        database.username().isEmpty()
                                ? Credentials.none()
                                : Credentials.of(database.username(), database.password())),
                SupervisionSettings.defaults().withTimeouts(Duration.ofMinutes(1), Duration.ofSeconds(10)));
        this.sql = new SupervisedSqlConnection(supervised, target.dialect(), SqlOptions.defaults());
    }

    public PooledDatabase(TestDatabase database) {
        this(database, 1, false);
    }

    public Connection borrow() throws SQLException {
        return sql.dataSource().getConnection();
    }

    @Override
    public void close() {
        supervised.close();
    }
}
