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
 * The settings of a SQL connection that do not depend on its address. Immutable. {@link #toString()} omits the values
 * of {@code properties}.
 *
 * @param pool the settings of the pool
 * @param properties properties of the driver; they win over the defaults and the URL
 * @param readOnly whether every write fails
 * @param loginTimeout the timeout for opening a physical connection
 * @param socketTimeout the time without data from the server after which a connection is considered broken
 * @param statementTimeout the default timeout of statements, or {@code null} if only {@code socketTimeout} applies
 * @param fetchSize the default number of rows to fetch at a time, or {@code null} for the driver's default
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
     * Reports invalid settings, and settings that the target does not support: the property, relative to the
     * connection, and a sentence without its full stop.
     *
     * @param target the target of the connection, or {@code null} if it is unknown
     */
    public void check(@Nullable SqlTarget target, BiConsumer<String, String> problems) {
        pool.check((property, problem) -> problems.accept("pool." + property, problem));
        if (target != null && readOnly) {
            ReadOnlyMode.unsupportedReason(target.dialect(), target.jdbcUrl())
                    .ifPresent(reason -> problems.accept("read-only", reason));
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
     * Returns whether instants are stored in UTC although the database has no type for them: on MySQL and MariaDB,
     * unless the settings set the time zone of the session.
     *
     * @param target the target of the connection
     */
    public boolean storesMomentsInUtc(SqlTarget target) {
        return (target.dialect() == SqlDialect.MYSQL || target.dialect() == SqlDialect.MARIADB)
                && !DriverDefaults.setsTimeZone(target, this);
    }

    /** Returns the maximum time to wait for data from the server: at least as long as a statement may run. */
    public Duration maxResponseTime() {
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
