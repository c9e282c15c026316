package dev.connections.snowflake;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.snowflake.driver.SnowflakeAddress;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.snowflake.session.QueryTags;
import dev.connections.snowflake.session.SupervisedSnowflakeConnection;
import dev.connections.snowflake.session.TraceQueryTag;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.snowflake.SnowflakeServer;
import dev.connections.testing.snowflake.TestDriver;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** A connection named warehouse to a server of its own. */
public final class TestAccount implements AutoCloseable {

    static {
        TestDriver.load();
    }

    public final SnowflakeServer server = SnowflakeServer.start();

    final ObservationRegistry observations = ObservationRegistry.create();

    final HikariConnectionFactory factory;

    final SupervisedConnection<DataSource> supervised;

    public final SupervisedSnowflakeConnection warehouse;

    public TestAccount() {
        this(
                CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, SnowflakeServer.PASSWORD)),
                new SnowflakeLogin(null, null),
                Duration.ofMinutes(1),
                1);
    }

    TestAccount(CredentialsProvider credentials, SnowflakeLogin login, Duration socketTimeout, int poolSize) {
        ConnectionName name = new ConnectionName("warehouse");
        SnowflakeAddress address =
                new SnowflakeAddress(null, server.account().name(), "127.0.0.1:" + server.port(), Map.of("ssl", "off"));
        SqlSettings defaults = SqlSettings.DEFAULTS;
        SqlSettings settings = new SqlSettings(
                PoolSettings.DEFAULTS.withSize(poolSize, 1),
                Map.of(),
                false,
                defaults.loginTimeout(),
                socketTimeout,
                null,
                null);
        this.factory = new HikariConnectionFactory(name, address.target(), settings)
                .withLogin(login, new QueryTags(name, Map.of("QUERY_TAG", "nightly"), new TraceQueryTag()));
        this.supervised =
                new SupervisedConnection<>(name, "snowflake", factory, credentials, SupervisionSettings.defaults());
        this.warehouse = new SupervisedSnowflakeConnection(
                supervised, SqlOptions.defaults(), new SqlObservations(observations, null, name, address.target()));
    }

    public int one() {
        Integer one = warehouse.sql("select 1").value(Integer.class);
        return (one == null) ? 0 : one;
    }

    /** How many statements the driver keeps for the only connection of the pool. */
    public int openStatements() {
        String newer = "net.snowflake.client.api.connection.SnowflakeConnection";
        Class<?> type = ClassUtils.resolveClassName(
                ClassUtils.isPresent(newer, null) ? newer : "net.snowflake.client.jdbc.SnowflakeConnection", null);
        Object driver = warehouse.unwrap(type);
        Field field = ReflectionUtils.findField(driver.getClass(), "openStatements");
        ReflectionUtils.makeAccessible(field);
        return ((Set<?>) ReflectionUtils.getField(field, driver)).size();
    }

    @Override
    public void close() {
        // whoever logs out wants an answer
        server.faults().clear();
        server.up();
        supervised.close();
        server.close();
    }
}
