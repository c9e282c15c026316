package dev.connections.sql;

import dev.connections.ConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Repeats reads that met a broken connection. The connection is replaced by then, or being replaced: taking another waits for
 * that, and fails when waiting is no use.
 */
final class ReadRepeats {

    /** A read that breaks that many connections is the cause of it. */
    private static final int MOST = 10;

    /** A read that has taken longer has kept its caller waiting long enough. */
    private static final long WITHIN = TimeUnit.SECONDS.toNanos(2);

    private ReadRepeats() {}

    /** Reads, and repeats that if need be, unless it is to be done {@code once} only. */
    static <T> T read(SqlExecutor executor, boolean once, Supplier<T> read) {
        long since = System.nanoTime();
        try {
            return read.get();
        } catch (DataAccessException ex) {
            if (once) {
                throw ex;
            }
            return repeat(executor, since, ex, read);
        }
    }

    /**
     * Repeats a read that failed, or fails as it did.
     *
     * @param since when the caller came, by {@link System#nanoTime}
     */
    static <T extends @Nullable Object> T repeat(
            SqlExecutor executor, long since, DataAccessException failure, Supplier<T> read) {
        DataAccessException last = failure;
        for (int i = 0; i < MOST && mayBeRepeated(executor, since, last); i++) {
            executor.countRepeat();
            try {
                return read.get();
            } catch (DataAccessException ex) {
                last = ex;
            }
        }
        throw last;
    }

    /**
     * Does what may change something, and does it again if the server did not know the session any more.
     *
     * @param untouched whether no part of it has been done
     */
    static <T extends @Nullable Object> T write(SqlExecutor executor, BooleanSupplier untouched, Supplier<T> write) {
        long since = System.nanoTime();
        try {
            return write.get();
        } catch (DataAccessException ex) {
            if (mayBeRepeated(executor, since, ex)
                    && ConnectionFailures.isUnheard(ex, executor.dialect())
                    && untouched.getAsBoolean()) {
                executor.countRepeat();
                return write.get();
            }
            throw ex;
        }
    }

    private static boolean mayBeRepeated(SqlExecutor executor, long since, DataAccessException failure) {
        return !executor.inTransaction()
                && !Thread.currentThread().isInterrupted()
                && !(failure.getCause() instanceof ConnectionException)
                && System.nanoTime() - since < WITHIN
                && ConnectionFailures.isBroken(failure, executor.dialect());
    }
}
