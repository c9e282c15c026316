package dev.connections.snowflake.snowpark;

import dev.connections.DurationText;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.util.ClassUtils;

/**
 * Runs a call without a timeout of its own on another thread, and waits for a limited time. The thread inherits
 * nothing from the caller.
 */
final class TimeLimitedCall {

    /** SQL:2023-2: connection failure. */
    private static final String BROKEN = "08006";

    private TimeLimitedCall() {}

    /**
     * Its result, if there is one in time.
     *
     * @param what what is waited for, for a message
     * @param late receives a result that arrives too late
     * @throws SQLException its failure; one that means a broken connection if there is no result in time, or the
     *     thread is interrupted
     */
    static <T> T await(String what, Duration patience, Callable<T> call, Consumer<T> late) throws SQLException {
        CompletableFuture<T> result = new CompletableFuture<>();
        start(() -> {
            try {
                T value = call.call();
                if (!result.complete(value)) {
                    late.accept(value);
                }
            } catch (Throwable ex) {
                result.completeExceptionally(ex);
            }
        });
        try {
            return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw failure(what, ex.getCause());
        } catch (TimeoutException ex) {
            if (!result.cancel(false) && !result.isCompletedExceptionally()) {
                return result.join();
            }
            throw new SQLTransientConnectionException(
                    "No answer to " + what + " within " + DurationText.of(patience), BROKEN, ex);
        } catch (InterruptedException ex) {
            if (!result.cancel(false) && !result.isCompletedExceptionally()) {
                late.accept(result.join());
            }
            throw interrupted(what, ex);
        }
    }

    /** Runs work in the background. */
    static Thread start(Runnable work) {
        Thread thread = new Thread(null, work, "connection-snowpark", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassUtils.getDefaultClassLoader());
        thread.start();
        return thread;
    }

    static SQLException interrupted(String what, InterruptedException ex) {
        Thread.currentThread().interrupt();
        return new SQLException("The thread was interrupted while it waited for " + what, ex);
    }

    /**
     * The driver's exceptions are checked ones; Snowpark passes them on unchanged, and has unchecked ones of its own.
     */
    private static SQLException failure(String what, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (cause instanceof SQLException sqlException)
                ? sqlException
                : new SQLException(what + " failed: " + cause.getMessage(), cause);
    }
}
