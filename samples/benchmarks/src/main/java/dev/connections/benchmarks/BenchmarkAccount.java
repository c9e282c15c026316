package dev.connections.benchmarks;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.driver.SnowflakeAddress;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.snowflake.session.QueryTags;
import dev.connections.snowflake.session.SupervisedSnowflakeConnection;
import dev.connections.snowflake.session.TraceQueryTag;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.snowflake.SnowflakeServer;
import io.micrometer.observation.ObservationRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** A server in place of Snowflake with the table {@code owner}, a connection to it, and one of the driver's own. */
final class BenchmarkAccount implements AutoCloseable {

    private final SnowflakeServer server = SnowflakeServer.start();

    private final SupervisedConnection<DataSource> supervised;

    private final SnowflakeConnection connection;

    private final Connection driver;

    /** @param rows how many the table has */
    BenchmarkAccount(int rows) {
        ConnectionName name = new ConnectionName("benchmarks");
        SqlTarget target = new SnowflakeAddress(
                        null, server.account().name(), "127.0.0.1:" + server.port(), Map.of("ssl", "off"))
                .target();
        HikariConnectionFactory factory = new HikariConnectionFactory(name, target, SqlSettings.DEFAULTS)
                .withLogin(
                        new SnowflakeLogin(null, null), new QueryTags(name, target.properties(), new TraceQueryTag()));
        CredentialsProvider credentials =
                CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, SnowflakeServer.PASSWORD));
        this.supervised =
                new SupervisedConnection<>(name, "snowflake", factory, credentials, SupervisionSettings.defaults());
        this.connection = new SupervisedSnowflakeConnection(
                supervised, SqlOptions.defaults(), new SqlObservations(ObservationRegistry.NOOP, null, name, target));
        String columns =
                "(id bigint, name varchar(20), city varchar(20), age int, weight double, last_seen TIMESTAMP_NTZ)";
        server.execute("create table owner " + columns, "create table written " + columns);
        server.execute("insert into owner select x, 'owner ' || (x * 7919 % 1000003), 'city ' || (x % 20), x % 90,"
                + " cast(x as double) / 7, timestamp '2020-01-01 00:00:00' + x * interval '71' second from "
                + "system_range(1, "
                + rows + ")");
        this.driver = openDriver();
    }

    /** With the driver's own settings, as far as they allow to talk to this server. */
    private Connection openDriver() {
        Properties properties = new Properties();
        properties.put("user", SnowflakeServer.USER);
        properties.put("password", SnowflakeServer.PASSWORD);
        properties.put("disablePlatformDetection", "true");
        properties.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        // the real service's default
        properties.put("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", "65280");
        try {
            return DriverManager.getConnection(server.jdbcUrl(), properties);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    SnowflakeConnection connection() {
        return connection;
    }

    /** The driver without anything around it. */
    Connection driver() {
        return driver;
    }

    /** Runs a statement past the protocol. */
    void execute(String sql) {
        server.execute(sql);
    }

    @Override
    public void close() {
        try {
            driver.close();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
        supervised.close();
        server.close();
    }
}
