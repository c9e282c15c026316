package dev.connections.sql.execution;

import dev.connections.DurationText;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.values.Immutability;
import dev.connections.cache.values.SharedCopy;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;

/** Loads a query's result that the cache does not contain. */
final class CachedQueryLoader<T extends @Nullable Object> implements QueryLoader<T, RuntimeException> {

    private final SqlExecutor executor;

    private final String sql;

    private final StatementOptions options;

    private final Supplier<T> read;

    private final Class<?> rowType;

    /** @param rowType the class of the rows */
    CachedQueryLoader(SqlExecutor executor, String sql, StatementOptions options, Supplier<T> read, Class<?> rowType) {
        this.executor = executor;
        this.sql = sql;
        this.options = options;
        this.read = read;
        this.rowType = rowType;
    }

    @Override
    public T load() {
        T result = read.get();
        return (result == null || Immutability.isImmutableByItself(rowType)) ? result : copied(copy(), result);
    }

    /** Makes rows that can be shared. */
    private SharedCopy copy() {
        return new SharedCopy(type -> executor.errors()
                .usage("rows of " + rowType.getName() + " hold a " + type.getName()
                        + ", which can be changed, so they cannot be shared by a cache: use lists, sets and maps, or"
                        + " remove ttl(…); SQL [" + sql + "]"));
    }

    /** A copy is of the same kind: a list, an optional or a row. */
    @SuppressWarnings("unchecked")
    private static <T> T copied(SharedCopy copy, T result) {
        return (T) copy.of(result);
    }

    @Override
    public long timeout() {
        return options.timeout();
    }

    @Override
    public RuntimeException timedOut() {
        throw new QueryTimeoutException(
                executor.errors().task() + ": another caller ran the same statement for longer than "
                        + DurationText.of(Duration.ofNanos(timeout())) + "; SQL [" + sql + "]");
    }

    @Override
    public RuntimeException interrupted() {
        throw new DataAccessResourceFailureException(executor.errors().task()
                + ": the thread was interrupted while another caller ran the same statement; SQL [" + sql + "]");
    }

    @Override
    public boolean isCallerFailure(Throwable failure) {
        return timeout() != 0 && failure instanceof QueryTimeoutException;
    }

    @Override
    public boolean isSourceFailure(Throwable failure) {
        return failure instanceof DataAccessException
                && !(failure instanceof InvalidDataAccessApiUsageException
                        || failure instanceof IncorrectResultSizeDataAccessException);
    }
}
