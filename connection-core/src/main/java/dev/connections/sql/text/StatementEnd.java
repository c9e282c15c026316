package dev.connections.sql.text;

import java.util.stream.IntStream;

/** Finds the end of a statement, before trailing white space, comments and semicolons. */
public final class StatementEnd {

    private StatementEnd() {}

    /**
     * Returns the statement without trailing semicolons, comments and white space, so that a clause can be appended.
     */
    public static String strip(String sql, SqlGrammar grammar) {
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        int end = 0;
        while (tokens.next()) {
            if (tokens.kind().isSignificant() && !(tokens.kind() == TokenKind.SYMBOL && tokens.first() == ';')) {
                end = tokens.end();
            }
        }
        return sql.substring(0, end);
    }

    /** Returns whether the text has more than one statement. The body of a trigger is part of its statement. */
    public static boolean hasSeveral(String sql, SqlGrammar grammar) {
        if (sql.indexOf(';') < 0) {
            return false;
        }
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        boolean ended = false;
        while (tokens.next()) {
            if (tokens.kind() == TokenKind.SYMBOL && tokens.first() == ';') {
                ended = true;
            } else if (ended && tokens.kind().isSignificant()) {
                return true;
            } else if (tokens.kind() == TokenKind.WORD
                    && "trigger".equalsIgnoreCase(sql.substring(tokens.begin(), tokens.end()))) {
                return false;
            }
        }
        return false;
    }

    /**
     * Returns the statement without semicolons at its end that a comment follows, which PostgreSQL's driver takes for
     * one more statement. The comment stays.
     */
    static String withoutSemicolonBeforeComment(String sql, SqlGrammar grammar) {
        int last = sql.lastIndexOf(';');
        if (last < 0 || sql.substring(last + 1).isBlank() && !sql.contains("*/")) {
            return sql;
        }
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        IntStream.Builder semicolons = IntStream.builder();
        boolean semicolon = false;
        boolean comment = false;
        while (tokens.next()) {
            if (tokens.kind() == TokenKind.SYMBOL && tokens.first() == ';') {
                semicolons.add(tokens.begin());
                semicolon = true;
            } else if (tokens.kind().isSignificant()) {
                semicolons = IntStream.builder();
                semicolon = false;
                comment = false;
            } else {
                comment |= semicolon && tokens.kind() == TokenKind.COMMENT;
            }
        }
        if (!comment) {
            return sql;
        }
        StringBuilder text = new StringBuilder(sql);
        semicolons.build().forEach(index -> text.setCharAt(index, ' '));
        return text.toString();
    }
}
