package dev.connections.sql.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * The operations and tables of a statement, in their order, as OpenTelemetry's {@code db.query.summary}: {@code SELECT
 * songs artists}, {@code INSERT orders SELECT carts}. It has few different values, and no literals.
 */
public final class QuerySummary {

    /** The most characters of a summary, by the semantic conventions. */
    private static final int LONGEST = 255;

    private static final Set<String> OPERATIONS = Words.of(
            """
            alter call create delete drop exec execute insert merge replace select truncate update with
            """);

    /** What a table follows. */
    private static final Set<String> BEFORE_TABLES = Set.of("from", "join", "into", "table", "using");

    /** Between one of those and the name. */
    private static final Set<String> BEFORE_NAMES = Set.of("if", "not", "exists", "only", "lateral", "ignore", "table");

    /** Functions with a {@code from} in their arguments. */
    private static final Set<String> FUNCTIONS_WITH_FROM =
            Set.of("extract", "trim", "substring", "overlay", "position");

    private final SignificantTokens tokens;

    private final StringBuilder summary = new StringBuilder();

    /** For each open parenthesis, whether it is that of a function with a {@code from}. */
    private final Deque<Boolean> parentheses = new ArrayDeque<>();

    /** Whether a part has not fitted. */
    private boolean full;

    private QuerySummary(String sql, SqlGrammar grammar) {
        this.tokens = new SignificantTokens(sql, grammar);
    }

    /** @param shown the statement as {@link SqlSanitizer} shows it, without literals */
    public static String of(String shown, SqlGrammar grammar) {
        return new QuerySummary(shown, grammar).text();
    }

    private String text() {
        int i = 0;
        while (i < tokens.size() && !full) {
            i = next(i);
        }
        return summary.toString();
    }

    /** Looks at a token, and returns the index of the next one to look at. */
    private int next(int i) {
        String word = tokens.word(i);
        if (tokens.isSymbol(i, '(')) {
            parentheses.push(FUNCTIONS_WITH_FROM.contains(tokens.word(i - 1)));
        } else if (tokens.isSymbol(i, ')')) {
            parentheses.poll();
        } else if (OPERATIONS.contains(word) && isOperation(i, word)) {
            append(tokens.text(i).toUpperCase(Locale.ROOT));
            return word.equals("update") || word.equals("call") || word.equals("truncate") ? names(i + 1) : i + 1;
        } else if (BEFORE_TABLES.contains(word)
                && !Boolean.TRUE.equals(parentheses.peek())
                && !tokens.isWord(i - 1, "distinct")) {
            return names(i + 1);
        }
        return i + 1;
    }

    /** Returns a keyword such as {@code update} also occurs in clauses, as in {@code for update}. */
    private boolean isOperation(int i, String word) {
        return i == 0
                || word.equals("select")
                || tokens.isSymbol(i - 1, '(')
                || tokens.isSymbol(i - 1, ')')
                || tokens.isSymbol(i - 1, ';');
    }

    /** Appends the names of a list such as {@code from songs s, artists}. */
    private int names(int from) {
        int i = from;
        while (BEFORE_NAMES.contains(tokens.word(i))) {
            i++;
        }
        while (isName(i)) {
            StringBuilder name = new StringBuilder(tokens.text(i++));
            while (tokens.isSymbol(i, '.') && isName(i + 1)) {
                name.append('.').append(tokens.text(i + 1));
                i += 2;
            }
            if (tokens.isSymbol(i, '(') && !tokens.isWord(from - 1, "into") && !tokens.isWord(from - 1, "table")) {
                // a function that gives a table, or columns after 'using'
                return i;
            }
            append(name.toString());
            int alias = i;
            if (tokens.isWord(alias, "as")) {
                alias++;
            }
            if (isName(alias) && tokens.isSymbol(alias + 1, ',')) {
                alias++;
            }
            if (!tokens.isSymbol(alias, ',')) {
                return i;
            }
            i = alias + 1;
        }
        return i;
    }

    private boolean isName(int i) {
        return tokens.kind(i) == TokenKind.WORD && !OPERATIONS.contains(tokens.word(i))
                || tokens.kind(i) == TokenKind.QUOTED;
    }

    private void append(String part) {
        int length = summary.length() + (summary.isEmpty() ? 0 : 1) + part.length();
        full |= length > LONGEST;
        if (!full) {
            summary.append(summary.isEmpty() ? "" : " ").append(part);
        }
    }
}
