package dev.connections.sql;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.Immutability;
import dev.connections.cache.QueryCache;
import dev.connections.cache.QueryKey;
import dev.connections.cache.UnsupportedKeyException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which reads of a connection its cache may answer, and what becomes of it when something is written. Safe for use by several threads. */
final class SqlCaching {

    private static final Logger logger = LoggerFactory.getLogger(SqlCaching.class);

    private static final int MOST_WARNINGS = 100;

    private final SqlExecutor executor;

    private final QueryCache cache;

    /** Row types of which it has been said that they are not cached. */
    private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

    SqlCaching(SqlExecutor executor, QueryCache cache) {
        this.executor = executor;
        this.cache = cache;
    }

    /**
     * How a read is to be cached; {@code null} if not at all.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if the caller asks for it and it cannot be
     */
    @Nullable
    CachePolicy policy(StatementOptions options, String sql, Class<?> rowType) {
        long ttl = options.ttl();
        if (ttl == 0) {
            return null;
        }
        boolean asked = ttl > 0;
        CachePolicy policy = cache.settings().policy(asked ? ttl : 0);
        if (policy == null || !mayCache(asked, options, sql, rowType)) {
            return null;
        }
        return policy;
    }

    private boolean mayCache(boolean asked, StatementOptions options, String sql, Class<?> rowType) {
        if (options.once() || executor.template(sql).mayWrite()) {
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
                    "{}: rows of {} are not cached, in spite of connections.{}.cache.ttl, because they can be changed. Use a"
                            + " record",
                    executor.errors().task(),
                    rowType.getName(),
                    cache.connection());
        }
    }

    /**
     * Takes the result of a read from the cache, or reads it.
     *
     * @param variant what the result is made into
     */
    <T extends @Nullable Object> T read(
            CachePolicy policy,
            String sql,
            BoundSql bound,
            StatementOptions options,
            Object variant,
            Supplier<T> read) {
        QueryKey key;
        try {
            // the statement tells what is expanded, and the text what the user has written
            key = QueryKey.of(new SqlQuery(sql, bound.sql()), variant, bound.values());
        } catch (UnsupportedKeyException ex) {
            if (options.ttl() > 0) {
                throw executor.errors().usage(ex.getMessage() + "; or remove ttl(…); SQL [" + sql + "]");
            }
            return read.get();
        }
        return cache.<T, RuntimeException>get(key, policy, new CachedRead<>(executor, sql, options, read));
    }

    /** A statement that may have changed something has run outside a transaction. */
    void written() {
        cache.written();
    }

    /** Whether it matters what is written. */
    boolean evictsOnWrite() {
        return cache.settings().evictOnWrite();
    }

    CacheSettings settings() {
        return cache.settings();
    }
}
