package dev.connections.snowflake.snowpark;

import com.snowflake.snowpark_java.Session;
import dev.connections.sql.driver.AttachedClient;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The Snowpark session beside a pool: one for all threads, opened when it is first asked for. The server is checked
 * before it is returned, once for all who wait; one that it has ended is replaced.
 *
 * <p>All that waits for the server is done by threads of its own. So nobody waits longer than told; and Snowpark, which
 * makes a session that of the thread which opens it and of all that descend from that, makes it nobody's.
 */
public final class SnowparkCompanion implements AttachedClient {

    private static final Logger logger = LoggerFactory.getLogger(SnowparkCompanion.class);

    /** SQL:2023-2: connection failure. */
    private static final String BROKEN = "08006";

    /**
     * What it may take, beside the login, to load Snowpark and Scala on a machine that is busy starting an application.
     */
    private static final Duration LOADING = Duration.ofSeconds(10);

    private static volatile boolean loaded;

    private final Account account;

    private final ReentrantLock lock = new ReentrantLock();

    /** A {@link Session}; this class is there without Snowpark too. */
    private @Nullable Object session;

    /** When the server was last asked whether it knows the session, and did, by {@link System#nanoTime}. */
    private long known;

    private boolean closed;

    public SnowparkCompanion(Account account) {
        this.account = account;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.getName().equals(SnowparkVersions.SESSION);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        long came = System.nanoTime();
        acquire();
        try {
            return type.cast(live(came));
        } finally {
            lock.unlock();
        }
    }

    /** Somebody may be asking, and then opening. */
    private void acquire() throws SQLException {
        try {
            Duration longest = account.loginTimeout().plus(openingPatience());
            if (!lock.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLTransientConnectionException("Others still wait for the Snowpark session", BROKEN);
            }
        } catch (InterruptedException ex) {
            throw TimeLimitedCall.interrupted("the Snowpark session", ex);
        }
    }

    private Duration openingPatience() {
        return loaded ? account.loginTimeout() : account.loginTimeout().plus(LOADING);
    }

    private Object live(long came) throws SQLException {
        if (closed) {
            throw new SQLTransientConnectionException("The pool of the Snowpark session is closed", BROKEN);
        }
        @Nullable Object present = session;
        if (present != null && (known - came >= 0 || isAlive(present))) {
            return present;
        }
        if (present != null) {
            session = null;
            TimeLimitedCall.start(() -> end(present, false));
        }
        if (!account.canReconnect()) {
            throw new SQLNonTransientConnectionException(
                    "The Snowpark session of a login has ended, and is not opened again", BROKEN);
        }
        return opened();
    }

    private boolean isAlive(Object present) throws SQLException {
        long asked = System.nanoTime();
        // longer than anybody waits: that there was no answer is another thing than that the session is unknown
        int seconds = (int) account.loginTimeout().toSeconds() + 2;
        boolean alive = TimeLimitedCall.await(
                "Snowpark's heartbeat",
                account.loginTimeout(),
                () -> SnowparkLogin.isAlive((Session) present, seconds),
                late -> {});
        if (alive) {
            known = asked;
        }
        return alive;
    }

    private Object opened() throws SQLException {
        try {
            Object opened = TimeLimitedCall.await(
                    "Snowpark's login",
                    account.loginTimeout(),
                    () -> SnowparkLogin.open(account),
                    late -> end(late, true));
            loaded = true;
            session = opened;
            known = System.nanoTime();
            return opened;
        } catch (LinkageError ex) {
            throw new InvalidDataAccessApiUsageException(SnowparkVersions.mismatch(), ex);
        }
    }

    @Override
    public void open() throws SQLException {
        if (SnowparkVersions.problem() == null) {
            acquire();
            try {
                opened();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close(boolean answers) {
        @Nullable Object present;
        lock.lock();
        try {
            closed = true;
            present = session;
            session = null;
        } finally {
            lock.unlock();
        }
        if (present != null) {
            Thread thread = TimeLimitedCall.start(() -> end(present, answers));
            if (answers) {
                join(thread);
            }
        }
    }

    private void join(Thread thread) {
        try {
            thread.join(account.loginTimeout().toMillis());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Object session, boolean known) {
        try {
            if (known) {
                SnowparkLogin.close((Session) session);
            } else {
                SnowparkLogin.drop((Session) session);
            }
        } catch (SQLException | RuntimeException ex) {
            logger.debug("A Snowpark session did not end in order", ex);
        }
    }
}
