package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.Internal;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.autoconfigure.sql.migration.MigrationSettings;
import dev.connections.autoconfigure.sql.migration.SqlMigrations;
import dev.connections.credentials.Credentials;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.datasource.DataSourceBean;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.driver.TlsStores;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.observation.SqlObservationConvention;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlTarget;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;

/** The type {@code sql}: any database with a JDBC driver, pooled by HikariCP. */
@InferredFrom(
        url = {
            "jdbc:",
            "h2:",
            "postgresql:",
            "postgresql+",
            "postgres:",
            "postgres+",
            "pgsql:",
            "mysql:",
            "mysql+",
            "mysqldb:",
            "mariadb:",
            "mariadb+",
            "sqlserver:",
            "mssql:",
            "mssql+",
            "oracle:",
            "oracle+",
            "sqlite:",
            "sqlite+",
            "sqlite3:",
            "duckdb:"
        },
        property = {"dialect"})
@LoginDefaults(options = "pool.maximum-size=1")
@Internal
public final class SqlConnectionType
        implements ConnectionType<SqlConnectionProperties, DataSource, SupervisedSqlConnection>,
                ApplicationContextAware {

    private static final Logger logger = LoggerFactory.getLogger(SqlConnectionType.class);

    private final ObjectProvider<SslBundles> sslBundles;

    private final ObjectProvider<ObservationRegistry> observationRegistry;

    private final ObjectProvider<SqlObservationConvention> observationConvention;

    private @Nullable ConfigurableApplicationContext context;

    /**
     * @param sslBundles the bundles that {@code ssl-bundle} names; asked whenever a pool is opened
     * @param observationRegistry where calls are observed; asked when a connection is made
     * @param observationConvention names the observations; asked when a connection is made
     */
    public SqlConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<ObservationRegistry> observationRegistry,
            ObjectProvider<SqlObservationConvention> observationConvention) {
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
            ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlConnectionProperties properties = definition.properties();
        properties
                .address()
                .uncheckedParameters()
                .forEach((parameter, property) -> logger.warn(
                        "Connection '{}': '{}' has the parameter '{}', which is not in the driver's list and "
                                + "may have no effect. If the driver knows it, move it to 'connections.{}.properties'.",
                        definition.name(),
                        property,
                        parameter,
                        definition.name()));
        SqlTarget configured = properties.address().target();
        SqlTarget target = target(definition);
        // settings of another database mean nothing to its replacement
        HikariConnectionFactory factory = target.equals(configured)
                ? new HikariConnectionFactory(definition.name(), target, properties.settings()).withTls(tls(properties))
                : new HikariConnectionFactory(definition.name(), target, SqlSettings.DEFAULTS);
        MigrationSettings migrations = properties.migrations();
        return (context == null || migrations.isEmpty())
                ? factory
                : factory.withSetup(
                        context.getBean(SqlMigrations.class).of(definition.name(), migrations, target.jdbcUrl()));
    }

    @Override
    public SupervisedSqlConnection handle(
            ManagedConnection<DataSource> connection, ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlDialect dialect = dialect(definition);
        if (definition.login() && !dialect.hasUsers()) {
            throw new IllegalArgumentException(
                    "'login' would accept every user, because " + dialect.id() + " has no users");
        }
        MigrationSettings migrations = definition.properties().migrations();
        if (definition.login() && !migrations.isEmpty()) {
            throw new IllegalArgumentException(migrations.keys()
                    + " cannot run, because each user opens the connection. Migrate the database by a "
                    + "connection without 'login'");
        }
        SupervisedSqlConnection handle = new SupervisedSqlConnection(
                connection,
                dialect,
                options(definition),
                new SqlObservations(
                        observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP),
                        observationConvention.getIfAvailable(),
                        definition.name(),
                        target(definition)));
        if (definition.properties().settings().storesMomentsInUtc(target(definition))) {
            handle.storeMomentsInUtc();
        }
        DataSourceBean bean = (context != null) ? PostProcessedDataSourceBean.of(context, definition.name()) : null;
        if (bean != null) {
            handle.useDataSourceBean(bean);
        }
        return handle;
    }

    @Override
    public Runnable reconfigure(
            SupervisedSqlConnection handle, ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlDialect dialect = dialect(definition);
        if (dialect != handle.dialect()) {
            throw new IllegalArgumentException("the database is of dialect '" + dialect.id()
                    + "' now, and what was made for '" + handle.dialect().id() + "' goes on. Restart the application");
        }
        SqlOptions options = options(definition);
        return () -> {
            handle.useOptions(options);
            handle.useTarget(target(definition));
        };
    }

    private SqlDialect dialect(ConnectionDefinition<SqlConnectionProperties> definition) {
        return target(definition).dialect();
    }

    private SqlTarget target(ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlTarget configured = definition.properties().address().target();
        SqlTargetReplacement replacement = (context != null)
                ? context.getBeanProvider(SqlTargetReplacement.class).getIfAvailable()
                : null;
        return (replacement != null) ? replacement.replace(definition.name(), configured) : configured;
    }

    private static SqlOptions options(ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlConnectionProperties properties = definition.properties();
        SqlOptions options = SqlOptions.defaults()
                .withTimeout(properties.statementTimeout())
                .withLabelCase(properties.rows().labelCase());
        Integer fetchSize = properties.fetchSize();
        return (fetchSize != null) ? options.withFetchSize(fetchSize) : options;
    }

    @Override
    public Credentials credentials(SqlConnectionProperties properties) {
        return properties.address().credentials();
    }

    @Override
    public String canonicalUser(ConnectionDefinition<SqlConnectionProperties> definition, String user) {
        return dialect(definition).canonicalUser(user);
    }

    private @Nullable Supplier<TlsStores> tls(SqlConnectionProperties properties) {
        String name = properties.getSslBundle();
        if (name == null) {
            return null;
        }
        NamedSslBundle bundle = new NamedSslBundle(sslBundles, "ssl-bundle", name);
        stores(bundle);
        return () -> stores(bundle);
    }

    private static TlsStores stores(NamedSslBundle named) {
        SslBundle bundle = named.get();
        SslStoreBundle stores = bundle.getStores();
        // a key may have a password of its own
        String keyPassword = bundle.getKey().getPassword();
        return new TlsStores(
                stores.getTrustStore(),
                stores.getKeyStore(),
                (keyPassword != null) ? keyPassword : stores.getKeyStorePassword());
    }

    @Override
    public Duration defaultEagerPeriod() {
        return Duration.ofMinutes(1);
    }
}
