package dev.connections.sql.parameters;

/** Finds the end of a statement, before what can be left out. */
public final class StatementEnd {

    private StatementEnd() {}

    /** The statement without trailing semicolons, comments and white space, so that a clause can be appended. */
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
}
