package dev.connections.sql.pool;

import dev.connections.CheckInconclusiveException;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.UncachedValidation;
import dev.connections.sql.errors.ConnectionFailures;
import dev.connections.sql.timeout.StatementWatchdog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * A physical connection outside of the pool, for health checks while all connections of the pool are in use. It is
 * opened in the background by the first such check, reused by the next ones, and closed when no check has needed it for
 * 2 s.
 *
 * <p>A login in progress is no result, unless sessions that had responded before are unresponsive, too. A failed login
 * is a result. Thread-safe.
 */
final class HealthCheckSession {

    private static final int VALIDATION_SECONDS = 1;

    /** If idle sessions do not respond, another second of silence is a result. */
    private static final long SILENT_LOGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** While calls make no progress there are checks more often than this. */
    private static final long RESULT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String name;

    private final SqlDialect dialect;

    private final PhysicalDataSource physical;

    private final UnresponsiveSessions unresponsive;

    /** A login that has not finished by then counts as failed. */
    private final Duration maxLoginTime;

    private @Nullable Connection connection;

    private @Nullable Login login;

    private volatile boolean inUse;

    private volatile long lastCheck;

    /** @param unresponsive the sessions of the pool that do not respond any more */
    HealthCheckSession(
            String name, SqlDialect dialect, PhysicalDataSource physical, UnresponsiveSessions unresponsive) {
        this.name = name;
        this.dialect = dialect;
        this.physical = physical;
        this.unresponsive = unresponsive;
        this.maxLoginTime = physical.maxLoginTime();
    }

    /**
     * Returns whether the server responds.
     *
     * @throws CheckInconclusiveException if a login is under way
     */
    boolean answers() throws SQLException {
        lastCheck = System.nanoTime();
        Connection open = openOrNull();
        if (open != null) {
            if (UncachedValidation.isValidNow(open, VALIDATION_SECONDS)) {
                return true;
            }
            // An administrator may have ended it, as it was idle.
            unresponsive.validationFailed(lastCheck);
            close();
        }
        return startOrJudgeLogin();
    }

    /** Lends the session, or begins to open it if it is not open. Returns whether it was. */
    boolean lend(LostCallMonitor.LookupSession.Use use) throws SQLException {
        lastCheck = System.nanoTime();
        Connection open = openOrStartLogin();
        if (open == null) {
            return false;
        }
        open.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(VALIDATION_SECONDS));
        use.of(open);
        return true;
    }

    private synchronized @Nullable Connection openOrStartLogin() {
        if (connection == null) {
            startLoginIfNone();
        }
        return connection;
    }

    private synchronized @Nullable Connection openOrNull() {
        return connection;
    }

    /**
     * Called while there is no session, under the lock. Returns the login that was under way or has failed; {@code
     * null} if there was none, so that one has been started.
     */
    private @Nullable Login startLoginIfNone() {
        inUse = true;
        Login now = login;
        if (now != null && !now.isOutdated()) {
            return now;
        }
        Login started = new Login();
        login = started;
        Thread thread = new Thread(null, () -> open(started), "connection-" + name + "-check-session", 0, false);
        thread.setDaemon(true);
        thread.start();
        return null;
    }

    private synchronized boolean startOrJudgeLogin() {
        if (connection != null) {
            // the login has succeeded meanwhile
            return true;
        }
        Login now = startLoginIfNone();
        if (now != null && now.failure != null) {
            login = null;
            // Any response is one, such as that there are too many connections.
            return !ConnectionFailures.isBroken(now.failure, dialect);
        }
        if (now != null) {
            long age = System.nanoTime() - now.begunNanos;
            if (age > maxLoginTime.toNanos() || (unresponsive.isRecent() && age >= SILENT_LOGIN_NANOS)) {
                return false;
            }
        }
        throw new CheckInconclusiveException("a login of connection '" + name + "' is under way");
    }

    private void open(Login by) {
        Connection opened = null;
        try {
            opened = physical.open();
        } catch (SQLException | RuntimeException ex) {
            by.failed(ex);
        }
        if (opened != null && !keep(by, opened)) {
            JdbcUtils.closeConnection(opened);
        }
    }

    private synchronized boolean keep(Login by, Connection opened) {
        if (login != by) {
            return false;
        }
        login = null;
        connection = opened;
        return true;
    }

    /** Called when the pool makes progress: the session is closed if no check has needed it for a while. */
    void progress() {
        if (inUse && System.nanoTime() - lastCheck >= KEPT_NANOS) {
            StatementWatchdog.SHARED.runInBackground(this::close);
        }
    }

    /** Closes it, until the next check. */
    void close() {
        Connection open;
        synchronized (this) {
            inUse = false;
            login = null;
            open = connection;
            connection = null;
        }
        JdbcUtils.closeConnection(open);
    }

    private static final class Login {

        final long begunNanos = System.nanoTime();

        private volatile long failedNanos;

        volatile @Nullable Exception failure;

        void failed(Exception cause) {
            failedNanos = System.nanoTime();
            failure = cause;
        }

        /** Returns a failure says something about the server at that time. */
        boolean isOutdated() {
            return failure != null && System.nanoTime() - failedNanos >= RESULT_NANOS;
        }
    }
}
