package dev.connections.autoconfigure.sql;

import dev.connections.sql.driver.PoolSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the pool under a SQL connection. They map to HikariCP's.
 *
 * @param maximumSize Maximum number of physical connections.
 * @param minimumIdle Minimum number of idle physical connections; the pool shrinks to it.
 * @param connectionTimeout Maximum time that a caller waits for a physical connection.
 * @param idleTimeout Time after which an idle physical connection above 'minimum-idle' is closed. Zero for never.
 * @param maxLifetime Time after which a physical connection is replaced. Zero for never.
 * @param keepaliveTime Interval at which an idle physical connection is used, so that firewalls do not drop it.
 *     Zero for never.
 * @param leakDetectionThreshold Time after which a borrowed physical connection is reported as leaked. Zero for never.
 * @param validationTimeout Maximum time to validate a physical connection.
 * @param connectionInitSql Statement that is executed on each new physical connection.
 * @param schema Default schema of the physical connections.
 * @param catalog Default catalog of the physical connections.
 * @param transactionIsolation Transaction isolation level, such as TRANSACTION_READ_COMMITTED.
 */
@ConfigurationPropertiesSource
public record SqlPoolProperties(
        @DefaultValue("10") int maximumSize,
        @DefaultValue("1") int minimumIdle,
        @DefaultValue("5s") Duration connectionTimeout,
        @DefaultValue("10m") Duration idleTimeout,
        @DefaultValue("30m") Duration maxLifetime,
        @DefaultValue("2m") Duration keepaliveTime,
        @DefaultValue("0s") Duration leakDetectionThreshold,
        @DefaultValue("1s") Duration validationTimeout,
        @Nullable String connectionInitSql,
        @Nullable String schema,
        @Nullable String catalog,
        @Nullable String transactionIsolation) {

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
