package dev.connections.sql;

import dev.connections.cache.QueryLoader;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;

/** Reads what the cache does not have. */
final class CachedRead<T extends @Nullable Object> implements QueryLoader<T, RuntimeException> {

    private final SqlExecutor executor;

    private final String sql;

    private final StatementOptions options;

    private final Supplier<T> read;

    CachedRead(SqlExecutor executor, String sql, StatementOptions options, Supplier<T> read) {
        this.executor = executor;
        this.sql = sql;
        this.options = options;
        this.read = read;
    }

    @Override
    public T load() {
        return read.get();
    }

    @Override
    public long timeout() {
        return options.timeout();
    }

    @Override
    public RuntimeException timedOut() {
        throw new QueryTimeoutException(
                executor.errors().task() + ": another caller ran the same statement for longer than "
                        + Duration.ofNanos(timeout()) + "; SQL [" + sql + "]");
    }

    @Override
    public RuntimeException interrupted() {
        throw new DataAccessResourceFailureException(executor.errors().task()
                + ": the thread was interrupted while another caller ran the same statement; SQL [" + sql + "]");
    }

    @Override
    public boolean isOfCaller(Throwable failure) {
        return timeout() != 0 && failure instanceof QueryTimeoutException;
    }

    @Override
    public boolean isOfSource(Throwable failure) {
        return failure instanceof DataAccessException
                && !(failure instanceof InvalidDataAccessApiUsageException
                        || failure instanceof IncorrectResultSizeDataAccessException);
    }
}
