package dev.connections.sql.pool;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.timeout.StatementWatchdog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts calls that will never get a response while other calls make progress: a firewall or proxy has dropped one
 * connection and still acknowledges its packets. A call that has waited for 2 s is looked up at the server on another
 * session, and again after increasing pauses. Its connection is aborted only if the server does not execute its
 * statement. Thread-safe.
 */
final class LostCallMonitor {

    private static final Logger logger = LoggerFactory.getLogger(LostCallMonitor.class);

    /** How often all connections are looked at, which takes a memory access for each. */
    private static final int TICK_SECONDS = 1;

    /** A call is looked up after so many looks, and after twice as many, and so on, up to the longest pause. */
    private static final int FIRST_LOOKUP = 2;

    private static final int LONGEST_PAUSE = 64;

    /** An idle session may still be receiving a large request. */
    private static final int LOOKS_BEFORE_IDLE_COUNTS = 15;

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final String name;

    private final SqlDialect dialect;

    private final PhysicalDataSource physical;

    private final LookupSession other;

    private final AtomicBoolean lookingUp = new AtomicBoolean();

    /** Whether there was no session for the last lookup. */
    private volatile boolean lookupMissed;

    private @Nullable ScheduledFuture<?> task;

    /** @param other lends a session for looking up others */
    LostCallMonitor(String name, SqlDialect dialect, PhysicalDataSource physical, LookupSession other) {
        this.name = name;
        this.dialect = dialect;
        this.physical = physical;
        this.other = other;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "connections-lost-calls", 0, false);
            thread.setDaemon(true);
            // it outlives the application whose thread happened to start it
            thread.setContextClassLoader(LostCallMonitor.class.getClassLoader());
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(2 * TICK_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    synchronized void start() {
        task = TIMER.scheduleWithFixedDelay(this::look, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    synchronized void close() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }

    private void look() {
        List<ServerSession> due = due(physical.sessions());
        if (!due.isEmpty() && lookingUp.compareAndSet(false, true)) {
            StatementWatchdog.SHARED.runInBackground(() -> lookUp(due));
        }
    }

    private List<ServerSession> due(Collection<ServerSession> sessions) {
        boolean missed = lookupMissed;
        return sessions.stream()
                .filter(session -> isDue(session.look(), missed))
                .toList();
    }

    private static boolean isDue(int looks, boolean missed) {
        return looks >= FIRST_LOOKUP && (missed || Integer.bitCount(looks) == 1 || looks % LONGEST_PAUSE == 0);
    }

    private void lookUp(List<ServerSession> sessions) {
        try {
            lookupMissed = !other.lend(connection -> {
                for (ServerSession session : sessions) {
                    lookUp(session, connection);
                }
            });
        } catch (SQLException | RuntimeException ex) {
            // No evidence. The next look may find some.
            logger.debug("Calls of connection '{}' could not be looked up", name, ex);
        } finally {
            lookingUp.set(false);
        }
    }

    private void lookUp(ServerSession session, Connection connection) throws SQLException {
        Backend backend = session.backend();
        long waiting = session.waiting();
        if (backend == null || waiting == 0) {
            return;
        }
        Backend.State found = backend.state(connection, dialect);
        boolean lost = found == Backend.State.GONE
                || (found == Backend.State.IDLE && session.looks() >= LOOKS_BEFORE_IDLE_COUNTS);
        if (lost && session.waiting() == waiting) {
            logger.warn(
                    "Connection '{}': a call waits for a response that will not come, as session {} of the server {}."
                            + " Its JDBC connection is aborted",
                    name,
                    backend.id(),
                    (found == Backend.State.GONE) ? "has ended" : "runs no statement");
            session.closeSocket();
        }
    }

    /** Lends a session that is not in use. */
    @FunctionalInterface
    interface LookupSession {

        /** Returns whether there was one. */
        boolean lend(Use use) throws SQLException;

        /** The use of a session. */
        @FunctionalInterface
        interface Use {

            void of(Connection connection) throws SQLException;
        }
    }
}
