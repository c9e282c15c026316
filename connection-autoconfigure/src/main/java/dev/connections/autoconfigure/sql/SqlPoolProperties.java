package dev.connections.autoconfigure.sql;

import dev.connections.sql.driver.PoolSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** Settings of the pool under a SQL connection. They map to HikariCP's. */
@ConfigurationPropertiesSource
public class SqlPoolProperties {

    /** Maximum number of physical connections. */
    private int maximumSize = 10;

    /** Minimum number of idle physical connections; the pool shrinks to it. */
    private int minimumIdle = 1;

    /** Maximum time that a caller waits for a physical connection. */
    private Duration connectionTimeout = Duration.ofSeconds(5);

    /** Time after which an idle physical connection above 'minimum-idle' is closed. Zero for never. */
    private Duration idleTimeout = Duration.ofMinutes(10);

    /** Time after which a physical connection is replaced. Zero for never. */
    private Duration maxLifetime = Duration.ofMinutes(30);

    /** Interval at which an idle physical connection is used, so that firewalls do not drop it. Zero for never. */
    private Duration keepaliveTime = Duration.ofMinutes(2);

    /** Time after which a borrowed physical connection is reported as leaked. Zero for never. */
    private Duration leakDetectionThreshold = Duration.ZERO;

    /** Maximum time to validate a physical connection. */
    private Duration validationTimeout = Duration.ofSeconds(1);

    /** Statement that is executed on each new physical connection. */
    private @Nullable String connectionInitSql;

    /** Default schema of the physical connections. */
    private @Nullable String schema;

    /** Default catalog of the physical connections. */
    private @Nullable String catalog;

    /** Transaction isolation level, such as TRANSACTION_READ_COMMITTED. */
    private @Nullable String transactionIsolation;

    public int getMaximumSize() {
        return maximumSize;
    }

    public void setMaximumSize(int maximumSize) {
        this.maximumSize = maximumSize;
    }

    public int getMinimumIdle() {
        return minimumIdle;
    }

    public void setMinimumIdle(int minimumIdle) {
        this.minimumIdle = minimumIdle;
    }

    public Duration getConnectionTimeout() {
        return connectionTimeout;
    }

    public void setConnectionTimeout(Duration connectionTimeout) {
        this.connectionTimeout = connectionTimeout;
    }

    public Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public Duration getMaxLifetime() {
        return maxLifetime;
    }

    public void setMaxLifetime(Duration maxLifetime) {
        this.maxLifetime = maxLifetime;
    }

    public Duration getKeepaliveTime() {
        return keepaliveTime;
    }

    public void setKeepaliveTime(Duration keepaliveTime) {
        this.keepaliveTime = keepaliveTime;
    }

    public Duration getLeakDetectionThreshold() {
        return leakDetectionThreshold;
    }

    public void setLeakDetectionThreshold(Duration leakDetectionThreshold) {
        this.leakDetectionThreshold = leakDetectionThreshold;
    }

    public Duration getValidationTimeout() {
        return validationTimeout;
    }

    public void setValidationTimeout(Duration validationTimeout) {
        this.validationTimeout = validationTimeout;
    }

    public @Nullable String getConnectionInitSql() {
        return connectionInitSql;
    }

    public void setConnectionInitSql(@Nullable String connectionInitSql) {
        this.connectionInitSql = connectionInitSql;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public @Nullable String getCatalog() {
        return catalog;
    }

    public void setCatalog(@Nullable String catalog) {
        this.catalog = catalog;
    }

    public @Nullable String getTransactionIsolation() {
        return transactionIsolation;
    }

    public void setTransactionIsolation(@Nullable String transactionIsolation) {
        this.transactionIsolation = transactionIsolation;
    }

    /** The settings as the core knows them. */
    public PoolSettings settings() {
        return new PoolSettings(
                maximumSize,
                Math.min(minimumIdle, maximumSize),
                connectionTimeout,
                idleTimeout,
                maxLifetime,
                keepaliveTime,
                leakDetectionThreshold,
                validationTimeout,
                connectionInitSql,
                schema,
                catalog,
                transactionIsolation);
    }
}
