package dev.connections.sql.text;

import dev.connections.sql.text.SqlGrammar.Feature;

/**
 * Removes literals and comments from a statement, so that it can be shown. Each literal becomes {@code ?}.
 *
 * <p>Where the settings of a server decide what is a literal, or the dialect is not known, the rest of the text is
 * left out from there on: what is shown never has a part of a literal.
 */
public final class SqlSanitizer {

    /** The most characters that are shown. */
    static final int LONGEST = 4096;

    private static final String REST = "…";

    private final String sql;

    private final SqlGrammar grammar;

    private final SqlTokenizer tokens;

    private final StringBuilder text = new StringBuilder();

    private SqlSanitizer(String sql, SqlGrammar grammar) {
        this.sql = sql;
        this.grammar = grammar;
        this.tokens = new SqlTokenizer(sql, grammar);
    }

    /** Returns the statement in one line, without literals and comments. Never fails. */
    public static String withoutLiterals(String sql, SqlGrammar grammar) {
        return new SqlSanitizer(sql, grammar).text();
    }

    private String text() {
        boolean more = tokens.next();
        while (more && text.length() < LONGEST) {
            if (isAmbiguous()) {
                return text.append(REST).toString().strip();
            }
            append();
            more = tokens.next();
        }
        if (text.length() > LONGEST || more) {
            text.setLength(Math.min(LONGEST, text.length()));
            text.append(REST);
        }
        return text.toString().strip();
    }

    private void append() {
        switch (tokens.kind()) {
            case SPACE, COMMENT -> space();
            case TEXT, NUMBER -> text.append('?');
            case QUOTED -> text.append(mayBeText() ? "?" : tokens.text());
            default -> text.append(sql, tokens.begin(), Math.min(tokens.end(), tokens.begin() + LONGEST));
        }
    }

    private void space() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    /** SQLite reads the name of a missing column as a text. */
    private boolean mayBeText() {
        return tokens.first() == '"' && (grammar == SqlGrammar.SQLITE || grammar == SqlGrammar.OTHER);
    }

    private boolean isAmbiguous() {
        return switch (tokens.kind()) {
            case UNCLOSED, EXECUTABLE_COMMENT -> true;
            case TEXT -> mayEndElsewhere();
            case COMMENT -> isAmbiguousComment();
            case QUOTED -> grammar == SqlGrammar.OTHER && tokens.first() == '`';
            case WORD -> isPrefixOfDelimitedLiteral() || isUnknown('$');
            case SYMBOL -> isUnknown('$') || isUnknown('#') || (isUnknown('/') && sql.startsWith("//", tokens.begin()));
            default -> false;
        };
    }

    private boolean isUnknown(char beginning) {
        return grammar == SqlGrammar.OTHER && tokens.first() == beginning;
    }

    /** Settings of MySQL and PostgreSQL decide whether a backslash before a quote escapes it. */
    private boolean mayEndElsewhere() {
        char quote = tokens.first();
        if ((quote != '\'' && quote != '"') || grammar == SqlGrammar.SNOWFLAKE) {
            return false;
        }
        for (int i = tokens.begin(); i < tokens.end() - 1; i++) {
            if (sql.charAt(i) == '\\' && sql.charAt(i + 1) == quote) {
                return true;
            }
        }
        return false;
    }

    private boolean isAmbiguousComment() {
        if (sql.startsWith("/*", tokens.begin())) {
            return grammar == SqlGrammar.OTHER && tokens.text().indexOf("/*", 2) >= 0;
        }
        // databases differ in whether it ends a line
        for (int i = tokens.begin(); i <= tokens.end() && i < sql.length(); i++) {
            if (sql.charAt(i) == '\r' && !sql.startsWith("\r\n", i)) {
                return true;
            }
        }
        return false;
    }

    /** {@code q'[it's]'}, which a database in the mode of Oracle may understand too. */
    private boolean isPrefixOfDelimitedLiteral() {
        return !grammar.has(Feature.QUOTE_DELIMITERS)
                && sql.startsWith("'", tokens.end())
                && (tokens.keyword().equals("q") || tokens.keyword().equals("nq"));
    }
}
