package dev.connections.files.table;

import java.util.List;

/**
 * A checked SQL query on files. Immutable.
 *
 * @param sql the query as it was written
 * @param patterns the files in it, such as {@code 2026/*.parquet}, without duplicates
 */
public record FileQuery(String sql, List<String> patterns) {

    public FileQuery {
        patterns = List.copyOf(patterns);
    }
}
