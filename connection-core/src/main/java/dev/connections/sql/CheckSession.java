package dev.connections.sql;

import dev.connections.CheckInconclusiveException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One physical connection beside the pool, for health checks while all connections of the pool are in use. It is opened in the
 * background at the first such check, kept for the next ones, and closed when the pool makes progress. A login that has not
 * finished is no result; one that fails is. Thread-safe.
 */
final class CheckSession {

    private static final Logger logger = LoggerFactory.getLogger(CheckSession.class);

    private static final int VALIDATION_SECONDS = 1;

    private final String name;

    private final SqlDialect dialect;

    private final PhysicalDataSource physical;

    private final Duration longestLogin;

    private @Nullable Connection connection;

    private @Nullable Login login;

    private volatile boolean inUse;

    /** @param longestLogin after which a login that has not finished counts as failed */
    CheckSession(String name, SqlDialect dialect, PhysicalDataSource physical, Duration longestLogin) {
        this.name = name;
        this.dialect = dialect;
        this.physical = physical;
        this.longestLogin = longestLogin;
    }

    /**
     * Whether the server responds.
     *
     * @throws CheckInconclusiveException if a login is under way
     */
    boolean answers() throws SQLException {
        Connection open = openOrNull();
        if (open == null) {
            return startOrJudgeLogin();
        }
        if (AnsweringConnection.answers(open, VALIDATION_SECONDS)) {
            return true;
        }
        close();
        return false;
    }

    private synchronized @Nullable Connection openOrNull() {
        return connection;
    }

    private synchronized boolean startOrJudgeLogin() {
        inUse = true;
        Login now = login;
        if (now == null) {
            Login started = new Login();
            login = started;
            Thread thread = new Thread(null, () -> open(started), "connection-" + name + "-check-session", 0, false);
            thread.setDaemon(true);
            thread.start();
        } else if (now.failure != null) {
            login = null;
            // Any response is one, such as that there are too many connections.
            return !ConnectionFailures.isBroken(now.failure, dialect);
        } else if (System.nanoTime() - now.begunNanos > longestLogin.toNanos()) {
            return false;
        }
        throw new CheckInconclusiveException("a login of connection '" + name + "' is under way");
    }

    private void open(Login by) {
        Connection opened = null;
        try {
            opened = physical.open();
        } catch (SQLException | RuntimeException ex) {
            by.failure = ex;
        }
        if (opened != null && !keep(by, opened)) {
            close(opened);
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

    /** A connection was given back: the pool makes progress, and no check needs this one. */
    void progress() {
        if (inUse) {
            StatementWatch.SHARED.runAside(this::close);
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
        if (open != null) {
            close(open);
        }
    }

    private static void close(Connection open) {
        try {
            open.close();
        } catch (SQLException ex) {
            logger.debug("A session for health checks did not close properly", ex);
        }
    }

    private static final class Login {

        final long begunNanos = System.nanoTime();

        volatile @Nullable Exception failure;
    }
}
