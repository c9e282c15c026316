package dev.connections.sql;

import dev.connections.sql.parameters.ShownSql;
import java.util.Locale;
import java.util.Set;

/**
 * What observations tell of a statement.
 *
 * @param operation its first word, if that is one of a few
 * @param text its text without literals
 */
record ObservedStatement(String operation, String text) {

    /** So few that they can tag a metric. */
    private static final Set<String> OPERATIONS = Set.of(
            "ALTER",
            "ANALYZE",
            "BEGIN",
            "CALL",
            "COPY",
            "CREATE",
            "DELETE",
            "DESCRIBE",
            "DROP",
            "EXEC",
            "EXECUTE",
            "EXPLAIN",
            "GRANT",
            "INSERT",
            "LOAD",
            "LOCK",
            "MERGE",
            "PRAGMA",
            "REFRESH",
            "REPLACE",
            "REVOKE",
            "SELECT",
            "SET",
            "SHOW",
            "TABLE",
            "TRUNCATE",
            "UPDATE",
            "VACUUM",
            "VALUES",
            "WITH");

    static ObservedStatement of(String sql, SqlDialect dialect) {
        String text = ShownSql.withoutLiterals(sql, dialect.grammar());
        int begin = 0;
        while (begin < text.length() && !Character.isLetter(text.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(begin, end).toUpperCase(Locale.ROOT);
        return new ObservedStatement(OPERATIONS.contains(word) ? word : "OTHER", text);
    }
}
