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
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Settings of a SQL connection, beside those of every connection. The prefix is that of the defaults; each connection
 * has the same keys under {@code connections.<name>}.
 *
 * @param url URL of the database: a JDBC URL, or one such as postgresql://user:secret@host:5432/db.
 * @param dialect Dialect of the database, for connections without a URL: h2, postgresql, mysql, mariadb, sqlserver,
 *     oracle, sqlite or duckdb.
 * @param driver Driver of SQLAlchemy, as in the settings of a Streamlit application. Has no effect.
 * @param host Host of the database server, for connections without a URL.
 * @param port Port of the database server, for connections without a URL. Defaults to the port of the dialect.
 * @param database Name or file of the database, for connections without a URL.
 * @param query Parameters of the URL, for connections without a URL.
 * @param driverClassName Class of the JDBC driver. Defaults to the driver of the dialect.
 * @param properties Properties of the JDBC driver. They take precedence over all other settings of the driver.
 * @param sslBundle Name of the SSL bundle with the trusted certificates and the client certificate.
 * @param readOnly Whether every change is refused.
 * @param loginTimeout Maximum time to open a physical connection.
 * @param socketTimeout Maximum time that the server may be silent before a physical connection counts as broken.
 * @param statementTimeout Default maximum time of a statement. Unlimited by default.
 * @param fetchSize Default number of rows that are fetched at a time.
 * @param flyway Migrations by Flyway: the keys of spring.flyway.
 * @param liquibase Migrations by Liquibase: the keys of spring.liquibase.
 * @param sqlInit SQL scripts that run at the start: the keys of spring.sql.init.
 * @param rows how results look
 * @param pool the pool of physical connections
 */
@ConfigurationProperties("connections.defaults.sql")
public record SqlConnectionProperties(
        @Nullable String url,
        @Nullable String dialect,
        @Nullable String driver,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @DefaultValue Map<String, String> query,
        @Nullable String driverClassName,
        @DefaultValue Map<String, String> properties,
        @Nullable String sslBundle,
        boolean readOnly,
        @DefaultValue("5s") Duration loginTimeout,
        @DefaultValue("10m") Duration socketTimeout,
        @Nullable Duration statementTimeout,
        @Nullable Integer fetchSize,
        @PropertyKeysOf("dev.connections.autoconfigure.sql.migration.FlywaySettings") @DefaultValue
                Map<String, String> flyway,
        @PropertyKeysOf("dev.connections.autoconfigure.sql.migration.LiquibaseSettings") @DefaultValue
                Map<String, String> liquibase,
        @PropertyKeysOf("dev.connections.autoconfigure.sql.migration.SqlInitSettings") @DefaultValue
                Map<String, String> sqlInit,
        @NestedConfigurationProperty @DefaultValue SqlRowsProperties rows,
        @NestedConfigurationProperty @DefaultValue SqlPoolProperties pool)
        implements SelfChecking, NamesSslBundle, BeanRegisteringProperties {

    public SqlConnectionProperties {
        sslBundle = StringUtils.hasText(sslBundle) ? sslBundle : null;
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
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

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "SqlConnectionProperties";
    }
}
