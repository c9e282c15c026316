package dev.connections.sql.text;

import java.util.Locale;
import java.util.Set;

/** The first keyword of a statement. */
public final class FirstKeyword {

    private static final Set<String> CALLS = Set.of("call", "exec", "execute", "do", "begin", "declare");

    private static final Set<String> QUERIES = Set.of("select", "with", "values", "table", "from");

    private FirstKeyword() {}

    /**
     * Returns whether a statement executes a procedure or a block, which may commit, and may give several results or
     * none.
     */
    public static boolean isCall(String sql, SqlGrammar grammar) {
        return CALLS.contains(of(sql, grammar));
    }

    /** Returns whether a statement gives rows, whatever else it does. */
    public static boolean isQuery(String sql, SqlGrammar grammar) {
        return QUERIES.contains(of(sql, grammar));
    }

    /** In lower case, after opening parentheses and what escapes a call; empty if there is none. */
    private static String of(String sql, SqlGrammar grammar) {
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        while (tokens.next()) {
            if (tokens.kind() == TokenKind.WORD) {
                return sql.substring(tokens.begin(), tokens.end()).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
