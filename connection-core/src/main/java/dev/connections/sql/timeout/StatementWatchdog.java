package dev.connections.sql.timeout;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cancels, at the server, statements that run too long or whose thread was interrupted. A thread that waits for a
 * server does not notice either: it is blocked in its socket.
 *
 * <p>Most statements are over before anybody could want to cancel them, so being watched must cost next to nothing: a
 * statement puts itself into a slot by one compare-and-set, and takes itself out by one write. There is neither a
 * timer nor a queue entry for it. One thread looks at all slots every {@value #TICK_MILLIS} ms, which is how exact a
 * time-out is. It starts with the first statement and ends after {@value #IDLE_TICKS} looks at empty slots, so that an
 * idle application has no thread that wakes up, and a discarded class loader none that keeps it.
 *
 * <p>Cancelling may block, and does when the network is gone. It runs on threads of its own, so that one dead server
 * does not delay the time-outs of others.
 */
public final class StatementWatchdog {

    /** The watch of all connections. */
    public static final StatementWatchdog SHARED = new StatementWatchdog();

    static final int TICK_MILLIS = 10;

    static final int IDLE_TICKS = 500;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    private static final int SLOTS = 1024;

    private static final int PROBES = 8;

    private static final int IN_OVERFLOW = -1;

    private final AtomicReferenceArray<@Nullable WatchedStatement> slots = new AtomicReferenceArray<>(SLOTS);

    /** For the few that find the slots they try taken. */
    private final Queue<WatchedStatement> overflow = new ConcurrentLinkedQueue<>();

    private final ThreadPoolExecutor cancellers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_TICKS * TICK,
            TimeUnit.NANOSECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "connections-statement-cancel"));

    private volatile @Nullable Thread watcher;

    /** When the watcher last looked; 0 while there is none. */
    private volatile long looked;

    /**
     * Watches a statement of the calling thread until {@link #release}.
     *
     * @param timeout in nanoseconds; 0 without limit
     */
    public WatchedStatement watch(Statement statement, long timeout) {
        return watch(new WatchedStatement(statement, Thread.currentThread(), timeout));
    }

    /**
     * Watches a statement until {@link #release}, whenever somebody waits for its rows; now it is the calling thread.
     *
     * @param timeout in nanoseconds; 0 without limit
     */
    public WatchedStream watchStream(Statement statement, SqlDialect dialect, long timeout) {
        return watch(new WatchedStream(statement, dialect, Thread.currentThread(), timeout));
    }

    /** Watches a login of the calling thread until {@link #release}. */
    public WatchedLogin watchLogin(Duration timeout) {
        return watch(new WatchedLogin(Thread.currentThread(), timeout));
    }

    private <W extends WatchedStatement> W watch(W watched) {
        watched.slot = place(watched, Thread.currentThread());
        // After the statement is in its slot: the watcher looks once more after it took itself away.
        if (watcher == null) {
            startWatcher();
        }
        return watched;
    }

    @SuppressWarnings("deprecation") // Java 19 renamed it to threadId.
    private int place(WatchedStatement watched, Thread thread) {
        // Neighbouring threads begin 16 slots apart, so that they do not write to one cache line.
        int first = (int) (thread.getId() << 4);
        for (int i = 0; i < PROBES; i++) {
            int slot = (first + i) & (SLOTS - 1);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, watched)) {
                return slot;
            }
        }
        overflow.add(watched);
        return IN_OVERFLOW;
    }

    /** Ends the watch over a statement, and tells why it was cancelled, if it was. */
    public WatchedStatement.@Nullable Reason release(WatchedStatement watched) {
        if (watched.slot == IN_OVERFLOW) {
            overflow.remove(watched);
        } else {
            slots.setRelease(watched.slot, null);
        }
        return watched.finish();
    }

    private synchronized void startWatcher() {
        if (watcher == null) {
            Thread thread = daemon(this::run, "connections-statement-watch");
            watcher = thread;
            thread.start();
        }
    }

    private void run() {
        int idle = 0;
        while (true) {
            LockSupport.parkNanos(this, TICK);
            long now = System.nanoTime();
            looked = now;
            idle = look(now) ? 0 : idle + 1;
            if (idle >= IDLE_TICKS && retire()) {
                return;
            }
        }
    }

    /**
     * Returns whether the thread may end: nobody came in while it took itself away, or a new caller started another.
     */
    private boolean retire() {
        watcher = null;
        looked = 0;
        if (!look(System.nanoTime())) {
            return true;
        }
        synchronized (this) {
            if (watcher != null) {
                return true;
            }
            watcher = Thread.currentThread();
            return false;
        }
    }

    /**
     * Checks all statements, and returns whether there are any. Synchronized: one watcher may start before another has
     * ended.
     */
    private synchronized boolean look(long now) {
        boolean any = false;
        for (int slot = 0; slot < SLOTS; slot++) {
            WatchedStatement watched = slots.get(slot);
            if (watched != null) {
                any = true;
                look(watched, now);
            }
        }
        for (WatchedStatement watched : overflow) {
            any = true;
            look(watched, now);
        }
        return any;
    }

    private void look(WatchedStatement watched, long now) {
        WatchedStatement.Reason due = watched.due(now);
        if (due != null && watched.startCancelling(due, now)) {
            cancellers.execute(watched::cancel);
        }
    }

    /**
     * Returns the time by {@link System#nanoTime}, some ticks late: for one who asks often and need not know exactly.
     */
    public long approximateTime() {
        long time = looked;
        return (time != 0) ? time : System.nanoTime();
    }

    /** Runs a blocking task on a daemon thread. */
    public void runInBackground(Runnable task) {
        cancellers.execute(task);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        // It may outlive the application whose statement happened to start it.
        thread.setContextClassLoader(null);
        return thread;
    }
}
