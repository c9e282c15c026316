package dev.connections.sql.execution;

import dev.connections.ConnectionException;
import dev.connections.sql.datasource.PooledConnection;
import dev.connections.sql.dialect.PostgresDriver;
import dev.connections.sql.errors.ConnectionFailures;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Runs statements again that met a broken connection: reads, and writes that the server provably did not execute. The
 * connection is replaced by then, or being replaced: taking another waits for that, and fails when waiting is no use.
 */
final class StatementRetries {

    /** A statement that breaks that many connections is the cause of it. */
    private static final int MOST = 10;

    private StatementRetries() {}

    /**
     * Runs a statement, and again if need be.
     *
     * @param read whether it only reads
     */
    static <T extends @Nullable Object> T run(SqlExecutor executor, boolean read, Supplier<T> statement) {
        return StatementRetries.<T>run(executor, read, true, () -> true, statement);
    }

    /**
     * Runs a statement, and again if need be.
     *
     * @param read whether it only reads
     * @param single whether the server executes it as a whole or not at all
     * @param untouched whether no part of it has been sent before the one that failed
     */
    static <T extends @Nullable Object> T run(
            SqlExecutor executor, boolean read, boolean single, BooleanSupplier untouched, Supplier<T> statement) {
        long since = System.nanoTime();
        try {
            return statement.get();
        } catch (DataAccessException ex) {
            return StatementRetries.<T>repeat(executor, since, ex, read, single, untouched, statement);
        }
    }

    /**
     * Runs a statement again that failed, or fails as it did.
     *
     * @param since when the caller came, by {@link System#nanoTime}
     * @param read whether it only reads
     * @param single whether the server executes it as a whole or not at all
     * @param untouched whether no part of it has been sent before the one that failed
     */
    static <T extends @Nullable Object> T repeat(
            SqlExecutor executor,
            long since,
            DataAccessException failure,
            boolean read,
            boolean single,
            BooleanSupplier untouched,
            Supplier<T> statement) {
        DataAccessException last = failure;
        boolean failedOver = false;
        for (int i = 0; i < MOST; i++) {
            boolean failsOver = !failedOver && single && mayFailOver(executor, last, untouched);
            if (!failsOver && !mayBeRepeated(executor, since, last, read, untouched)) {
                break;
            }
            failedOver |= failsOver;
            executor.countRepeat();
            try {
                return statement.get();
            } catch (DataAccessException ex) {
                last = ex;
            }
        }
        throw last;
    }

    /**
     * Returns a server that has become read-only has not executed a single statement. Its connections are replaced by
     * then.
     */
    private static boolean mayFailOver(SqlExecutor executor, DataAccessException failure, BooleanSupplier untouched) {
        return !executor.inTransaction()
                && ConnectionFailures.isReadOnlyServer(failure, executor.dialect())
                && untouched.getAsBoolean();
    }

    private static boolean mayBeRepeated(
            SqlExecutor executor, long since, DataAccessException failure, boolean read, BooleanSupplier untouched) {
        return !executor.inTransaction()
                && !Thread.currentThread().isInterrupted()
                && !(failure.getCause() instanceof ConnectionException)
                && System.nanoTime() - since < PooledConnection.RETRY_WINDOW
                && (PostgresDriver.isStalePlan(failure)
                        || (ConnectionFailures.isBroken(failure, executor.dialect())
                                && (read
                                        || (ConnectionFailures.isUnknownSession(failure, executor.dialect())
                                                && untouched.getAsBoolean()))));
    }
}
