package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionName;
import dev.connections.SelfChecking;
import dev.connections.autoconfigure.BeanRegisteringProperties;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.environment.PropertyKeysOf;
import dev.connections.autoconfigure.sql.migration.MigrationSettings;
import dev.connections.autoconfigure.sql.migration.SqlMigrations;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Settings of a SQL connection, beside those of every connection. The prefix is that of the defaults; each connection
 * has the same keys under {@code connections.<name>}.
 */
@ConfigurationProperties("connections.defaults.sql")
public class SqlConnectionProperties implements SelfChecking, NamesSslBundle, BeanRegisteringProperties {

    /** URL of the database: a JDBC URL, or one such as postgresql://user:secret@host:5432/db. */
    private @Nullable String url;

    /**
     * Dialect of the database, for connections without a URL: h2, postgresql, mysql, mariadb, sqlserver, oracle, sqlite
     * or duckdb.
     */
    private @Nullable String dialect;

    /** Driver of SQLAlchemy, as in the settings of a Streamlit application. Has no effect. */
    private @Nullable String driver;

    /** Host of the database server, for connections without a URL. */
    private @Nullable String host;

    /** Port of the database server, for connections without a URL. Defaults to the port of the dialect. */
    private @Nullable Integer port;

    /** Name or file of the database, for connections without a URL. */
    private @Nullable String database;

    /** Parameters of the URL, for connections without a URL. */
    private final Map<String, String> query = new LinkedHashMap<>();

    /** Class of the JDBC driver. Defaults to the driver of the dialect. */
    private @Nullable String driverClassName;

    /** Properties of the JDBC driver. They take precedence over all other settings of the driver. */
    private final Map<String, String> properties = new LinkedHashMap<>();

    /** Name of the SSL bundle with the trusted certificates and the client certificate. */
    private @Nullable String sslBundle;

    /** Whether every change is refused. */
    private boolean readOnly;

    /** Maximum time to open a physical connection. */
    private Duration loginTimeout = Duration.ofSeconds(5);

    /** Maximum time that the server may be silent before a physical connection counts as broken. */
    private Duration socketTimeout = Duration.ofMinutes(10);

    /** Default maximum time of a statement. Unlimited by default. */
    private @Nullable Duration statementTimeout;

    /** Default number of rows that are fetched at a time. */
    private @Nullable Integer fetchSize;

    /** Migrations by Flyway: the keys of spring.flyway. */
    private final Map<String, String> flyway = new LinkedHashMap<>();

    /** Migrations by Liquibase: the keys of spring.liquibase. */
    private final Map<String, String> liquibase = new LinkedHashMap<>();

    /** SQL scripts that run at the start: the keys of spring.sql.init. */
    private final Map<String, String> sqlInit = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private final SqlRowsProperties rows = new SqlRowsProperties();

    @NestedConfigurationProperty
    private final SqlPoolProperties pool = new SqlPoolProperties();

    public SqlRowsProperties getRows() {
        return rows;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getDialect() {
        return dialect;
    }

    public void setDialect(@Nullable String dialect) {
        this.dialect = dialect;
    }

    public @Nullable String getDriver() {
        return driver;
    }

    public void setDriver(@Nullable String driver) {
        this.driver = driver;
    }

    public @Nullable String getHost() {
        return host;
    }

    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public @Nullable Integer getPort() {
        return port;
    }

    public void setPort(@Nullable Integer port) {
        this.port = port;
    }

    public @Nullable String getDatabase() {
        return database;
    }

    public void setDatabase(@Nullable String database) {
        this.database = database;
    }

    public Map<String, String> getQuery() {
        return query;
    }

    public @Nullable String getDriverClassName() {
        return driverClassName;
    }

    public void setDriverClassName(@Nullable String driverClassName) {
        this.driverClassName = driverClassName;
    }

    public Map<String, String> getProperties() {
        return properties;
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
    }

    public void setSslBundle(@Nullable String sslBundle) {
        this.sslBundle = StringUtils.hasText(sslBundle) ? sslBundle : null;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    public Duration getLoginTimeout() {
        return loginTimeout;
    }

    public void setLoginTimeout(Duration loginTimeout) {
        this.loginTimeout = loginTimeout;
    }

    public Duration getSocketTimeout() {
        return socketTimeout;
    }

    public void setSocketTimeout(Duration socketTimeout) {
        this.socketTimeout = socketTimeout;
    }

    public @Nullable Duration getStatementTimeout() {
        return statementTimeout;
    }

    public void setStatementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
    }

    public @Nullable Integer getFetchSize() {
        return fetchSize;
    }

    public void setFetchSize(@Nullable Integer fetchSize) {
        this.fetchSize = fetchSize;
    }

    public SqlPoolProperties getPool() {
        return pool;
    }

    @PropertyKeysOf("dev.connections.autoconfigure.sql.migration.FlywaySettings")
    public Map<String, String> getFlyway() {
        return flyway;
    }

    @PropertyKeysOf("dev.connections.autoconfigure.sql.migration.LiquibaseSettings")
    public Map<String, String> getLiquibase() {
        return liquibase;
    }

    @PropertyKeysOf("dev.connections.autoconfigure.sql.migration.SqlInitSettings")
    public Map<String, String> getSqlInit() {
        return sqlInit;
    }

    MigrationSettings migrations() {
        return new MigrationSettings(flyway, liquibase, sqlInit);
    }

    @Override
    public void registerBeans(ConnectionName connection, BeanDefinitionRegistry registry, Environment environment) {
        if (environment instanceof ConfigurableEnvironment configurable) {
            SqlMigrations.register(connection, migrations(), registry, configurable);
        }
    }

    @Override
    public boolean initializesTarget() {
        return !migrations().isEmpty();
    }

    SqlAddress address() {
        return new SqlAddress(url, dialect, host, port, database, query, driverClassName);
    }

    SqlSettings settings() {
        return new SqlSettings(
                pool.settings(), properties, readOnly, loginTimeout, socketTimeout, statementTimeout, fetchSize);
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        SqlAddress address = address();
        List<String> addressProblems = new ArrayList<>();
        address.check((property, message) -> {
            addressProblems.add(message);
            problems.accept(property, message + ".");
        });
        SqlTarget target = addressProblems.isEmpty() ? address.target() : null;
        if (sslBundle != null && target != null && !target.dialect().needsServer()) {
            problems.accept("ssl-bundle", "means nothing to " + target.dialect().id() + ". Remove it.");
        } else if (sslBundle != null && target != null && target.skipsVerification()) {
            problems.accept(
                    "ssl-bundle",
                    "verifies the server, which contradicts the TLS parameters of the address. Remove those "
                            + "parameters.");
        }
        settings().check(target, (property, message) -> problems.accept(property, message + "."));
        migrations().check(readOnly, problems);
    }
}
