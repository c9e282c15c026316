package dev.connections.sql.datasource;

import dev.connections.cache.QueryCache;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.text.SqlEffects;
import org.springframework.util.ConcurrentLruCache;

/**
 * Tracks writes through JDBC connections that the application uses directly, to evict cached results. Thread-safe.
 */
final class WriteTracker {

    private static final int MAX_STATEMENTS = 512;

    /** Longer texts are hardly ever run twice, and would fill the memory. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final QueryCache cache;

    private final SqlDialect dialect;

    private final ConcurrentLruCache<String, SqlEffects> known;

    WriteTracker(QueryCache cache, SqlDialect dialect) {
        this.cache = cache;
        this.dialect = dialect;
        this.known = new ConcurrentLruCache<>(MAX_STATEMENTS, sql -> SqlEffects.of(sql, dialect.grammar()));
    }

    SqlDialect dialect() {
        return dialect;
    }

    /** Returns the effects of a statement. */
    SqlEffects effects(String sql) {
        return (sql.length() <= MAX_LENGTH) ? known.get(sql) : SqlEffects.of(sql, dialect.grammar());
    }

    /** What has been written is committed. */
    void committed() {
        cache.written();
    }
}
