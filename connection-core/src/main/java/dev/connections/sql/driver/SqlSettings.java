package dev.connections.sql.driver;

import dev.connections.sql.dialect.ReadOnlyMode;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.url.SqlTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a SQL connection behaves, wherever it leads. Immutable. {@link #toString()} does not show the properties' values.
 *
 * @param pool the pool
 * @param properties what to tell the driver; wins over everything that is told it otherwise
 * @param readOnly whether every attempt to change something fails
 * @param loginTimeout how long opening a physical connection may take
 * @param socketTimeout how long the server may be silent before a connection counts as dead
 * @param statementTimeout how long a statement may run unless it says so itself, or {@code null} for
 *     {@code socketTimeout} being the only bound
 * @param fetchSize how many rows come at a time unless a statement says so itself, or {@code null} for the driver's way
 */
public record SqlSettings(
        PoolSettings pool,
        Map<String, String> properties,
        boolean readOnly,
        Duration loginTimeout,
        Duration socketTimeout,
        @Nullable Duration statementTimeout,
        @Nullable Integer fetchSize) {

    /** Five seconds for a login, ten minutes for an answer, no limit of their own for statements. */
    public static final SqlSettings DEFAULTS = new SqlSettings(
            PoolSettings.DEFAULTS, Map.of(), false, Duration.ofSeconds(5), Duration.ofMinutes(10), null, null);

    public SqlSettings {
        Objects.requireNonNull(pool, "pool");
        properties = Map.copyOf(properties);
        Objects.requireNonNull(loginTimeout, "loginTimeout");
        Objects.requireNonNull(socketTimeout, "socketTimeout");
    }

    /**
     * Reports what is wrong with the settings, and what cannot be done for the target: the property, relative to the
     * connection, and a sentence without its full stop.
     *
     * @param target where the connection leads, or {@code null} if that is not known
     */
    public void check(@Nullable SqlTarget target, BiConsumer<String, String> problems) {
        pool.check((property, problem) -> problems.accept("pool." + property, problem));
        if (target != null && readOnly) {
            ReadOnlyMode.obstacle(target.dialect(), target.jdbcUrl())
                    .ifPresent(obstacle -> problems.accept("read-only", obstacle));
        }
        checkPositive("login-timeout", loginTimeout, problems);
        checkPositive("socket-timeout", socketTimeout, problems);
        checkPositive("statement-timeout", statementTimeout, problems);
        if (fetchSize != null && fetchSize < 0) {
            problems.accept("fetch-size", "must not be negative");
        }
    }

    private static void checkPositive(
            String property, @Nullable Duration timeout, BiConsumer<String, String> problems) {
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            problems.accept(property, "must be positive");
        }
    }

    /**
     * Whether moments are stored in UTC though the database has no type for them: with MySQL and MariaDB, unless the settings give
     * their sessions a time zone.
     *
     * @param target where the connection leads
     */
    public boolean storesMomentsInUtc(SqlTarget target) {
        return (target.dialect() == SqlDialect.MYSQL || target.dialect() == SqlDialect.MARIADB)
                && !DriverDefaults.setsTimeZone(target, this);
    }

    /** How long to wait for an answer: a statement that may run longer must be able to. */
    public Duration longestSilence() {
        return (statementTimeout != null && statementTimeout.compareTo(socketTimeout) >= 0)
                ? statementTimeout.plus(loginTimeout)
                : socketTimeout;
    }

    @Override
    public String toString() {
        return "SqlSettings[pool=" + pool + ", properties=" + properties.keySet() + ", readOnly=" + readOnly
                + ", loginTimeout=" + loginTimeout + ", socketTimeout=" + socketTimeout + ", statementTimeout="
                + statementTimeout + ", fetchSize=" + fetchSize + "]";
    }
}
