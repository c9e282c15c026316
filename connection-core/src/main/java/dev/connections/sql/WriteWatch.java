package dev.connections.sql;

import dev.connections.cache.QueryCache;
import org.springframework.util.ConcurrentLruCache;

/** Notices what is written by those who work with JDBC connections themselves. Safe for use by several threads. */
final class WriteWatch {

    private static final int MAX_STATEMENTS = 512;

    /** Longer texts are hardly ever run twice, and would fill the memory. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final QueryCache cache;

    private final ConcurrentLruCache<String, Boolean> writing =
            new ConcurrentLruCache<>(MAX_STATEMENTS, sql -> new ReadOnlySql(sql).mayWrite());

    WriteWatch(QueryCache cache) {
        this.cache = cache;
    }

    boolean mayWrite(String sql) {
        return (sql.length() <= MAX_LENGTH) ? writing.get(sql) : new ReadOnlySql(sql).mayWrite();
    }

    /** What has been written is committed. */
    void committed() {
        cache.written();
    }
}
