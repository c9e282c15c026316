package dev.connections.autoconfigure.snowflake;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.Internal;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ReadsSettingsFiles;
import dev.connections.autoconfigure.sql.PostProcessedDataSourceBean;
import dev.connections.credentials.Credentials;
import dev.connections.snowflake.QueryTagConvention;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.snowflake.session.QueryTags;
import dev.connections.snowflake.session.SupervisedSnowflakeConnection;
import dev.connections.snowflake.session.TraceQueryTag;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.datasource.DataSourceBean;
import dev.connections.sql.driver.StatementCustomizer;
import dev.connections.sql.observation.SqlObservationConvention;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlTarget;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;

/** The type {@code snowflake}: Snowflake by its own driver, pooled by HikariCP. */
@InferredFrom(
        url = {"jdbc:snowflake:", "snowflake:"},
        property = {"account", "profile"})
@ReadsSettingsFiles(SnowflakeProfiles.class)
@LoginDefaults(
        form = {"user", "password", "database"},
        options = "pool.maximum-size=1")
@Internal
public final class SnowflakeConnectionType
        implements ConnectionType<SnowflakeConnectionProperties, DataSource, SupervisedSnowflakeConnection>,
                ApplicationContextAware {

    private static final Logger logger = LoggerFactory.getLogger(SnowflakeConnectionType.class);

    private final ObjectProvider<SslBundles> sslBundles;

    private final ObjectProvider<ObservationRegistry> observationRegistry;

    private final ObjectProvider<SqlObservationConvention> observationConvention;

    private final ObjectProvider<QueryTagConvention> queryTagConvention;

    private final ResultFormat resultFormat = new ResultFormat();

    private @Nullable ConfigurableApplicationContext context;

    /**
     * @param sslBundles the bundles that {@code private-key.ssl-bundle} names; asked for each login
     * @param observationRegistry where calls are observed; asked when a connection is made
     * @param observationConvention names the observations; asked when a connection is made
     * @param queryTagConvention says what statements are tagged with; asked when a connection is made
     */
    public SnowflakeConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<ObservationRegistry> observationRegistry,
            ObjectProvider<SqlObservationConvention> observationConvention,
            ObjectProvider<QueryTagConvention> queryTagConvention) {
        this.queryTagConvention = queryTagConvention;
        this.sslBundles = sslBundles;
        this.observationRegistry = observationRegistry;
        this.observationConvention = observationConvention;
    }

    @Override
    public void setApplicationContext(ApplicationContext applicationContext) {
        this.context = (ConfigurableApplicationContext) applicationContext;
    }

    @Override
    public ConnectionFactory<? extends DataSource> connectionFactory(
            ConnectionDefinition<SnowflakeConnectionProperties> definition) {
        SnowflakeConnectionProperties properties = definition.properties();
        SnowflakeLogin login = new SnowflakeLogin(
                properties.authenticator(), properties.privateKey().source(sslBundles));
        resultFormat.tell();
        SqlTarget target = properties.address().target();
        properties
                .address()
                .uncheckedParameters()
                .forEach(parameter -> logger.warn(
                        "Connection '{}': 'url' has the parameter '{}', which is not in the driver's list and "
                                + "may have no effect. Write parameters of the session in upper case; if the "
                                + "driver knows it, move it to 'connections.{}.properties'.",
                        definition.name(),
                        parameter,
                        definition.name()));
        return new HikariConnectionFactory(definition.name(), target, properties.settings())
                .withLogin(login, tags(definition, target));
    }

    private StatementCustomizer tags(ConnectionDefinition<SnowflakeConnectionProperties> definition, SqlTarget target) {
        SnowflakeConnectionProperties properties = definition.properties();
        if (!properties.tagQueries()) {
            return StatementCustomizer.NONE;
        }
        Map<String, String> session = new LinkedHashMap<>(properties.properties());
        target.properties().forEach(session::putIfAbsent);
        return new QueryTags(definition.name(), session, queryTagConvention.getIfAvailable(TraceQueryTag::new));
    }

    @Override
    public SupervisedSnowflakeConnection handle(
            ManagedConnection<DataSource> connection, ConnectionDefinition<SnowflakeConnectionProperties> definition) {
        SupervisedSnowflakeConnection handle = new SupervisedSnowflakeConnection(
                connection,
                options(definition),
                new SqlObservations(
                        observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP),
                        observationConvention.getIfAvailable(),
                        definition.name(),
                        definition.properties().address().target()));
        DataSourceBean bean = (context != null) ? PostProcessedDataSourceBean.of(context, definition.name()) : null;
        if (bean != null) {
            handle.useDataSourceBean(bean);
        }
        return handle;
    }

    @Override
    public Runnable reconfigure(
            SupervisedSnowflakeConnection handle, ConnectionDefinition<SnowflakeConnectionProperties> definition) {
        SqlOptions options = options(definition);
        return () -> {
            handle.useOptions(options);
            handle.useTarget(definition.properties().address().target());
        };
    }

    private static SqlOptions options(ConnectionDefinition<SnowflakeConnectionProperties> definition) {
        SnowflakeConnectionProperties properties = definition.properties();
        return SqlOptions.defaults()
                .withTimeout(properties.statementTimeout())
                .withLabelCase(properties.rows().labelCase());
    }

    @Override
    public Credentials credentials(SnowflakeConnectionProperties properties) {
        return properties.credentials();
    }

    @Override
    public Duration defaultEagerPeriod() {
        return Duration.ofMinutes(1);
    }

    /** A login takes up to 5 seconds on a good network. */
    @Override
    public Duration defaultConnectTimeout() {
        return Duration.ofSeconds(20);
    }
}
