package dev.connections.sql.parameters;

import java.util.ArrayList;
import java.util.List;

/** A statement with its named parameters found. Immutable. */
public final class NamedSql {

    /** The text around the parameters, as the driver reads it: one piece more than there are parameters. */
    private final String[] pieces;

    private final List<String> names;

    private final String jdbcSql;

    private final boolean hasQuestionMarks;

    private NamedSql(List<String> pieces, List<String> names, boolean hasQuestionMarks) {
        this.pieces = pieces.toArray(String[]::new);
        this.names = List.copyOf(names);
        this.jdbcSql = String.join("?", pieces);
        this.hasQuestionMarks = hasQuestionMarks;
    }

    /**
     * Finds the named parameters. {@code \:} becomes a colon. A question mark of PostgreSQL is an operator, which its driver reads as
     * {@code ??}. Never fails.
     */
    public static NamedSql parse(String sql, SqlGrammar grammar) {
        List<String> pieces = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean questionMarks = false;
        boolean operators = grammar.has(SqlGrammar.Feature.QUESTION_MARK_OPERATORS);
        StringBuilder piece = new StringBuilder(sql.length());
        int copied = 0;
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        while (tokens.next()) {
            switch (tokens.kind()) {
                case PARAMETER -> {
                    piece.append(sql, copied, tokens.begin());
                    copied = tokens.end();
                    pieces.add(piece.toString());
                    piece.setLength(0);
                    names.add(sql.substring(tokens.begin() + 1, tokens.end()));
                }
                case ESCAPED_COLON -> {
                    piece.append(sql, copied, tokens.begin());
                    copied = tokens.begin() + 1;
                }
                case QUESTION_MARK -> {
                    if (operators) {
                        piece.append(sql, copied, tokens.end()).append('?');
                        copied = tokens.end();
                    } else {
                        questionMarks = true;
                    }
                }
                default -> {}
            }
        }
        pieces.add(piece.append(sql, copied, sql.length()).toString());
        return new NamedSql(pieces, names, questionMarks);
    }

    /** The names in order of appearance; one that appears twice is there twice. */
    public List<String> names() {
        return names;
    }

    /** Whether there are positional parameters, {@code ?}. */
    public boolean hasQuestionMarks() {
        return hasQuestionMarks;
    }

    /** The statement for the driver, with a question mark for each parameter. */
    public String jdbcSql() {
        return jdbcSql;
    }

    /**
     * The statement for the driver.
     *
     * @param placeholders what stands for each parameter, such as {@code ?, ?, ?}
     */
    public String jdbcSql(List<String> placeholders) {
        int length = jdbcSql.length();
        for (String placeholder : placeholders) {
            length += placeholder.length();
        }
        StringBuilder text = new StringBuilder(length).append(pieces[0]);
        for (int i = 0; i < placeholders.size(); i++) {
            text.append(placeholders.get(i)).append(pieces[i + 1]);
        }
        return text.toString();
    }

    /** The statement as the driver reads it. */
    @Override
    public String toString() {
        return jdbcSql;
    }
}
