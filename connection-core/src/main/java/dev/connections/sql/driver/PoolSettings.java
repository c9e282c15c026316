package dev.connections.sql.driver;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool settings of a SQL connection. Immutable. {@code null} leaves the default to the driver.
 *
 * @param maximumSize the maximum number of physical connections
 * @param minimumIdle the minimum number of idle connections; less than {@code maximumSize} lets the pool shrink
 * @param connectionTimeout the maximum time that a caller waits for a connection
 * @param idleTimeout the idle time after which a connection above {@code minimumIdle} is closed
 * @param maxLifetime the age at which a connection is replaced; zero for never
 * @param keepaliveTime the interval at which an idle connection is used, so that firewalls do not drop it; zero for
 *     never
 * @param leakDetectionThreshold the time after which a borrowed connection is reported as leaked; zero for never
 * @param validationTimeout the timeout of a validation; less than {@code connectionTimeout}
 * @param connectionInitSql a statement that is executed on each new physical connection, or {@code null}
 * @param schema the default schema, or {@code null}
 * @param catalog the default catalog, or {@code null}
 * @param transactionIsolation the name of a constant of {@link java.sql.Connection}, such as
 *     {@code TRANSACTION_REPEATABLE_READ}, or {@code null}
 */
public record PoolSettings(
        int maximumSize,
        int minimumIdle,
        Duration connectionTimeout,
        Duration idleTimeout,
        Duration maxLifetime,
        Duration keepaliveTime,
        Duration leakDetectionThreshold,
        Duration validationTimeout,
        @Nullable String connectionInitSql,
        @Nullable String schema,
        @Nullable String catalog,
        @Nullable String transactionIsolation) {

    /** Flyway locks its history on one connection, migrates on another, and runs callbacks on a third. */
    private static final int SETUP_CONNECTIONS = 3;

    /**
     * At most 10 connections of which one waits for work, so that many named connections open few sockets; every wait
     * ends.
     */
    public static final PoolSettings DEFAULTS = new PoolSettings(
            10,
            1,
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofSeconds(1),
            null,
            null,
            null,
            null);

    /** Returns the same for a setup of the database: a few connections that are opened when they are needed. */
    public PoolSettings forSetup() {
        return withSize(Math.max(maximumSize, SETUP_CONNECTIONS), 0);
    }

    /**
     * Returns a copy with another number of connections.
     *
     * @param maximum the maximum number of physical connections
     * @param idle how many of them wait for work
     */
    public PoolSettings withSize(int maximum, int idle) {
        return new PoolSettings(
                maximum,
                idle,
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

    /**
     * Reports what the pool would refuse, or silently change: the property below {@code pool}, and a sentence without
     * its full stop.
     */
    void check(BiConsumer<String, String> problems) {
        if (maximumSize < 1) {
            problems.accept("maximum-size", "must be at least 1");
        }
        if (minimumIdle < 0 || minimumIdle > Math.max(maximumSize, 1)) {
            problems.accept("minimum-idle", "must be between 0 and 'maximum-size'");
        }
        atLeast("connection-timeout", connectionTimeout, Duration.ofMillis(250), false, problems);
        atLeast("validation-timeout", validationTimeout, Duration.ofMillis(250), false, problems);
        if (validationTimeout.compareTo(connectionTimeout) > 0) {
            problems.accept("validation-timeout", "must not be longer than 'connection-timeout'");
        }
        atLeast("idle-timeout", idleTimeout, Duration.ofSeconds(10), true, problems);
        atLeast("max-lifetime", maxLifetime, Duration.ofSeconds(30), true, problems);
        atLeast("keepalive-time", keepaliveTime, Duration.ofSeconds(30), true, problems);
        if (!maxLifetime.isZero() && keepaliveTime.compareTo(maxLifetime) >= 0) {
            problems.accept("keepalive-time", "must be shorter than 'max-lifetime'");
        }
        atLeast("leak-detection-threshold", leakDetectionThreshold, Duration.ofSeconds(2), true, problems);
        if (transactionIsolation != null && !transactionIsolation.matches("TRANSACTION_\\w+")) {
            problems.accept(
                    "transaction-isolation",
                    "must be the name of a level, such as TRANSACTION_READ_COMMITTED or TRANSACTION_SERIALIZABLE");
        }
    }

    private static void atLeast(
            String property, Duration value, Duration least, boolean orZero, BiConsumer<String, String> problems) {
        if (value.compareTo(least) < 0 && !(orZero && value.isZero())) {
            String bound = (least.toMillis() < 1000) ? least.toMillis() + "ms" : least.toSeconds() + "s";
            problems.accept(property, "must be at least " + bound + (orZero ? ", or 0 for never" : ""));
        }
    }
}
