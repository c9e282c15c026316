package dev.connections.sql;

import org.jspecify.annotations.Nullable;

/**
 * Writes the text of a statement without its literals and comments, so that it can be shown. Each literal becomes {@code ?}.
 *
 * <p>Where dialects, or settings of a server, read the same characters in different ways, one of which could show what another
 * takes for a literal, the rest of the text is left out: what is shown is always safe, if not always complete.
 */
final class QueryText {

    static final int LONGEST = 4096;

    private static final String REST = "…";

    private final String sql;

    private final SqlDialect dialect;

    private final StringBuilder text = new StringBuilder();

    private int at;

    private QueryText(String sql, SqlDialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    static String withoutLiterals(String sql, SqlDialect dialect) {
        QueryText query = new QueryText(sql, dialect);
        while (query.at < sql.length()) {
            if (query.text.length() >= LONGEST) {
                query.text.setLength(LONGEST);
                query.leaveOutRest();
            } else {
                query.next(sql.charAt(query.at));
            }
        }
        return query.text.toString().strip();
    }

    private void next(char c) {
        if (c == '\'') {
            literal(c);
        } else if (c == '"') {
            if (isQuotedByDoubleQuotes()) {
                identifier(c);
            } else {
                literal(c);
            }
        } else if (c == '`') {
            backtick();
        } else if (c == '[' && (dialect == SqlDialect.SQLSERVER || dialect == SqlDialect.SQLITE)) {
            identifier(']');
        } else if (c == '$' && dollarQuote() != null) {
            dollarQuoted(dollarQuote());
        } else if (isComment()) {
            comment();
        } else if (Character.isDigit(c)) {
            number();
        } else if (isWord(c)) {
            word();
        } else {
            other(c);
        }
    }

    /** In MySQL they are literals, in SQLite what is no identifier is one, and of others nothing is known. */
    private boolean isQuotedByDoubleQuotes() {
        return switch (dialect) {
            case POSTGRESQL, H2, ORACLE, SQLSERVER, DUCKDB -> true;
            default -> false;
        };
    }

    private boolean isMySql() {
        return dialect == SqlDialect.MYSQL || dialect == SqlDialect.MARIADB;
    }

    private void literal(char quote) {
        int end = closing(quote, at + 1);
        // a backslash before a quote may or may not escape it
        if (end < 0 || sql.lastIndexOf("\\" + quote, end) > at) {
            leaveOutRest();
        } else {
            text.append('?');
            at = end + 1;
        }
    }

    private void identifier(char quote) {
        int end = closing(quote, at + 1);
        if (end < 0) {
            leaveOutRest();
        } else {
            text.append(sql, at, end + 1);
            at = end + 1;
        }
    }

    /** Where a quote closes that is doubled inside; -1 if nowhere. */
    private int closing(char quote, int from) {
        int end = sql.indexOf(quote, from);
        while (end >= 0 && end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
            end = sql.indexOf(quote, end + 2);
        }
        return end;
    }

    private void backtick() {
        switch (dialect) {
            case MYSQL, MARIADB, SQLITE, H2 -> identifier('`');
            case OTHER -> leaveOutRest();
            default -> other('`');
        }
    }

    /** The {@code $tag$} that begins here, if one does. */
    private @Nullable String dollarQuote() {
        int end = at + 1;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        return (end < sql.length() && sql.charAt(end) == '$') ? sql.substring(at, end + 1) : null;
    }

    private void dollarQuoted(String tag) {
        switch (dialect) {
            case POSTGRESQL, H2, DUCKDB -> {
                int end = sql.indexOf(tag, at + tag.length());
                if (end < 0) {
                    leaveOutRest();
                } else {
                    text.append('?');
                    at = end + tag.length();
                }
            }
            case OTHER -> leaveOutRest();
            default -> other('$');
        }
    }

    private boolean isComment() {
        return sql.startsWith("--", at)
                || sql.startsWith("/*", at)
                || (sql.startsWith("//", at) && dialect == SqlDialect.OTHER)
                || (sql.charAt(at) == '#' && (isMySql() || dialect == SqlDialect.OTHER));
    }

    private void comment() {
        int end;
        if (sql.startsWith("/*", at)) {
            end = sql.indexOf("*/", at + 2) + 2;
            int nested = sql.indexOf("/*", at + 2);
            boolean executed = isMySql() && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at));
            if (end < 2 || executed || (nested >= 0 && nested < end)) {
                end = -1;
            }
        } else {
            end = sql.indexOf('\n', at);
            int carriageReturn = sql.indexOf('\r', at);
            boolean minus = isMySql() && !sql.startsWith("#", at) && !sql.startsWith("-- ", at);
            boolean otherEnd = carriageReturn >= 0 && carriageReturn < end - 1;
            if (minus || otherEnd || dialect == SqlDialect.OTHER && !sql.startsWith("--", at)) {
                end = -1;
            }
        }
        if (end < 0) {
            leaveOutRest();
        } else {
            other(' ');
            at = end;
        }
    }

    private void number() {
        text.append('?');
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || "_.".indexOf(sql.charAt(at)) >= 0)) {
            at++;
        }
    }

    private boolean isWord(char c) {
        return Character.isLetter(c) || c == '_' || c == '@' || c == '#';
    }

    private void word() {
        int begin = at;
        while (at < sql.length() && isPartOfWord(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(begin, at);
        text.append(word);
        if (at < sql.length()
                && sql.charAt(at) == '\''
                && (word.equalsIgnoreCase("q") || word.equalsIgnoreCase("nq"))) {
            // q'[it's]' of Oracle: shown by nobody, and of no use to others
            leaveOutRest();
        }
    }

    private boolean isPartOfWord(char c) {
        return (isWord(c) && !(c == '#' && (isMySql() || dialect == SqlDialect.OTHER)))
                || Character.isDigit(c)
                || c == '$';
    }

    private void other(char c) {
        if (!Character.isWhitespace(c)) {
            text.append(c);
        } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
        at++;
    }

    private void leaveOutRest() {
        text.append(REST);
        at = sql.length();
    }
}
