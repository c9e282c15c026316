package dev.connections.sql.execution;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.cache.keys.QueryKey;
import dev.connections.cache.keys.UnsupportedKeyException;
import dev.connections.cache.values.Immutability;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.parameters.SqlTemplate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which reads of a connection are cached, and evicts cached results after writes. Thread-safe. */
final class SqlCaching {

    private static final Logger logger = LoggerFactory.getLogger(SqlCaching.class);

    /** What a statement says that says nothing. */
    static final long TTL_OF_CONNECTION = -1;

    private static final int MOST_WARNINGS = 100;

    private final SqlExecutor executor;

    private final QueryCache cache;

    /** Row types of which it has been said that they are not cached. */
    private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

    private volatile @Nullable LastPolicy last;

    SqlCaching(SqlExecutor executor, QueryCache cache) {
        this.executor = executor;
        this.cache = cache;
    }

    /**
     * Returns the policy for caching a read; {@code null} if it is not cached.
     *
     * @param ttl what the caller says, in nanoseconds; 0 not to be cached, {@link #TTL_OF_CONNECTION} as the
     *     connection says
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if the caller asks for it and it cannot be
     */
    @Nullable
    CachePolicy policy(long ttl, StatementOptions options, String sql, BoundSql bound, Class<?> rowType) {
        if (ttl == 0) {
            return null;
        }
        CachePolicy policy = policy(Math.max(0, ttl));
        return (policy != null && mayCache(ttl > 0, options, sql, bound, rowType)) ? policy : null;
    }

    /** Most calls repeat the same one. */
    private @Nullable CachePolicy policy(long ttl) {
        CacheSettings settings = cache.settings();
        LastPolicy known = last;
        if (known == null || known.ttl != ttl || known.settings != settings) {
            known = new LastPolicy(settings, ttl, settings.policy(ttl));
            last = known;
        }
        return known.policy;
    }

    private boolean mayCache(boolean asked, StatementOptions options, String sql, BoundSql bound, Class<?> rowType) {
        if (options.noRetry() || !template(sql, bound).effects().isRead()) {
            if (asked) {
                throw executor.errors()
                        .usage("a statement with side effects is not cached: remove ttl(…); SQL [" + sql + "]");
            }
            return false;
        }
        if (!Immutability.isImmutable(rowType)) {
            if (asked) {
                throw executor.errors()
                        .usage("rows of " + rowType.getName()
                                + " can be changed, so they cannot be shared by a cache: use a"
                                + " record, or remove ttl(…); SQL [" + sql + "]");
            }
            warn(rowType);
            return false;
        }
        return true;
    }

    private void warn(Class<?> rowType) {
        if (warned.size() < MOST_WARNINGS && warned.add(rowType)) {
            logger.warn(
                    "{}: rows of {} are not cached, in spite of connections.{}.cache.ttl, because they can be "
                            + "changed. Use a record",
                    executor.errors().task(),
                    rowType.getName(),
                    cache.connection());
        }
    }

    /**
     * Returns the result of a read from the cache, or reads it.
     *
     * @param asked whether the caller asks for it
     * @param rowType the class of its rows
     * @param variant what the result is made into
     */
    <T extends @Nullable Object> T read(
            CachePolicy policy,
            boolean asked,
            String sql,
            BoundSql bound,
            StatementOptions options,
            Class<?> rowType,
            Object variant,
            Supplier<T> read) {
        QueryKey key;
        try {
            key = QueryKey.of(template(sql, bound).query(bound.sql()), variant, bound.values());
        } catch (UnsupportedKeyException ex) {
            if (asked) {
                throw executor.errors().usage(ex.getMessage() + "; or remove ttl(…); SQL [" + sql + "]");
            }
            return read.get();
        }
        return cache.<T, RuntimeException>get(
                key, policy, new CachedQueryLoader<>(executor, sql, options, read, rowType));
    }

    private SqlTemplate template(String sql, BoundSql bound) {
        SqlTemplate template = bound.template();
        return (template != null) ? template : executor.template(sql);
    }

    /** A statement that may have changed something has run outside a transaction. */
    void written() {
        cache.written();
    }

    /** Returns whether it matters what is written. */
    boolean evictsOnWrite() {
        return cache.settings().evictOnWrite();
    }

    private record LastPolicy(CacheSettings settings, long ttl, @Nullable CachePolicy policy) {}
}
