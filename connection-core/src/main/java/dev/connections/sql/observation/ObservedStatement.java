package dev.connections.sql.observation;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.text.QuerySummary;
import dev.connections.sql.text.SqlSanitizer;
import dev.connections.sql.text.Words;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a statement in observations.
 *
 * @param operation its first word, if that is one of a few
 * @param text its text without literals; {@code null} for what is no statement, such as a commit
 * @param summary its operations and tables
 */
public record ObservedStatement(String operation, @Nullable String text, String summary) {

    public static final ObservedStatement COMMIT = new ObservedStatement("COMMIT", null, "COMMIT");

    public static final ObservedStatement ROLLBACK = new ObservedStatement("ROLLBACK", null, "ROLLBACK");

    /** So few that they can tag a metric. */
    private static final Set<String> OPERATIONS = Words.of(
            """
            ALTER ANALYZE BEGIN CALL COMMIT COPY CREATE DELETE DESCRIBE DROP EXEC EXECUTE EXPLAIN GRANT INSERT LOAD
            LOCK MERGE PRAGMA REFRESH REPLACE REVOKE ROLLBACK SELECT SET SHOW TABLE TRUNCATE UPDATE VACUUM VALUES WITH
            """);

    static ObservedStatement of(String sql, SqlDialect dialect) {
        String text = SqlSanitizer.withoutLiterals(sql, dialect.grammar());
        int begin = 0;
        while (begin < text.length() && !Character.isLetter(text.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(begin, end).toUpperCase(Locale.ROOT);
        return new ObservedStatement(
                OPERATIONS.contains(word) ? word : "OTHER", text, QuerySummary.of(text, dialect.grammar()));
    }
}
