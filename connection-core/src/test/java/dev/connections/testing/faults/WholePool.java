package dev.connections.testing.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool that can lend all its connections at once, each of them alive: nothing leaked, nothing dead. */
public final class WholePool {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final DataSource pool;

    private final int size;

    /**
     * @param pool what lends them
     * @param size how many there are
     */
    public WholePool(DataSource pool, int size) {
        this.pool = pool;
        this.size = size;
    }

    /** Waits until the pool is whole; whether it is in time. */
    public boolean await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        ExecutorService borrowers = Executors.newFixedThreadPool(size, WholePool::daemon);
        try {
            while (System.nanoTime() < deadline) {
                if (lendsAll(borrowers, deadline)) {
                    return true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return false;
        } finally {
            borrowers.shutdownNow();
        }
    }

    private boolean lendsAll(ExecutorService borrowers, long deadline) throws InterruptedException {
        AtomicInteger missing = new AtomicInteger(size);
        CompletableFuture<@Nullable Void> all = new CompletableFuture<>();
        for (int i = 0; i < size; i++) {
            borrowers.execute(() -> borrow(missing, all));
        }
        try {
            all.get(Math.max(deadline - System.nanoTime(), 1), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException ex) {
            all.completeExceptionally(ex);
            return false;
        }
    }

    /** Keeps what it borrows until all are lent, or one was not to be had. */
    private void borrow(AtomicInteger missing, CompletableFuture<@Nullable Void> all) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            if (missing.decrementAndGet() == 0) {
                all.complete(null);
            }
            all.get(1, TimeUnit.SECONDS);
        } catch (SQLException | InterruptedException | ExecutionException | TimeoutException ex) {
            all.completeExceptionally(ex);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "borrower");
        thread.setDaemon(true);
        return thread;
    }
}
