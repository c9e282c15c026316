package dev.connections.sql.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A statement whose named parameters have been located. Immutable. */
public final class NamedParameterSql {

    private static final Pattern BEFORE_ARRAY =
            Pattern.compile("\\b(?:any|some|all)\\s{0,100}\\(\\s{0,100}\\z", Pattern.CASE_INSENSITIVE);

    /** A cast may follow. */
    private static final Pattern AFTER_ARRAY =
            Pattern.compile("\\s{0,100}(?:::[\\w. ]{1,100}(?:\\[\\d{0,9}\\]){0,9}\\s{0,100})?\\)");

    /** As much around a parameter as these patterns reach: a statement may be megabytes long. */
    private static final int REACH = 400;

    private final String jdbcSql;

    /** Where the question mark of each parameter is in {@link #jdbcSql}. */
    private final int[] places;

    private final List<String> names;

    private final int positional;

    private NamedParameterSql(String jdbcSql, int[] places, List<String> names, int positional) {
        this.jdbcSql = jdbcSql;
        this.places = places;
        this.names = names;
        this.positional = positional;
    }

    /**
     * Finds the named parameters. {@code \:} becomes a colon. A question mark of PostgreSQL is an operator, which its
     * driver reads as {@code ??}. Never fails.
     */
    public static NamedParameterSql parse(String sql, SqlGrammar grammar) {
        List<String> names = new ArrayList<>();
        Map<String, String> distinct = new HashMap<>();
        IntStream.Builder places = IntStream.builder();
        int positional = 0;
        boolean uncountable = false;
        boolean operators = grammar.has(SqlGrammar.Feature.QUESTION_MARK_OPERATORS);
        boolean joins = operators || grammar == SqlGrammar.MYSQL;
        StringBuilder text = new StringBuilder(sql.length());
        int copied = 0;
        SqlTokenizer tokens = new SqlTokenizer(sql, grammar);
        while (tokens.next()) {
            switch (tokens.kind()) {
                case PARAMETER -> {
                    text.append(sql, copied, tokens.begin());
                    copied = tokens.end();
                    if (joins && !text.isEmpty() && Character.isJavaIdentifierPart(text.charAt(text.length() - 1))) {
                        // drivers would make one word of both: select$1, then5
                        text.append(' ');
                    }
                    places.add(text.length());
                    text.append('?');
                    names.add(distinct.computeIfAbsent(
                            sql.substring(tokens.begin() + 1, tokens.end()), Function.identity()));
                }
                case ESCAPED_COLON -> {
                    text.append(sql, copied, tokens.begin());
                    copied = tokens.begin() + 1;
                }
                case QUESTION_MARK -> {
                    if (operators) {
                        text.append(sql, copied, tokens.end()).append('?');
                        copied = tokens.end();
                    } else {
                        positional++;
                        uncountable |= isDigit(sql, tokens.end());
                    }
                }
                case EXECUTABLE_COMMENT -> uncountable = true;
                default -> {}
            }
        }
        String jdbcSql =
                (copied == 0) ? sql : text.append(sql, copied, sql.length()).toString();
        return new NamedParameterSql(
                operators ? StatementEnd.withoutSemicolonBeforeComment(jdbcSql, grammar) : jdbcSql,
                places.build().toArray(),
                List.copyOf(names),
                uncountable ? -1 : positional);
    }

    private static boolean isDigit(String sql, int index) {
        return index < sql.length() && Character.isDigit(sql.charAt(index));
    }

    /** Returns the names in order of appearance; one that appears twice is there twice. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns whether a parameter, counted from 0, stands alone in {@code any(…)}, {@code some(…)} or {@code
     * all(…)}: it is an array.
     */
    public boolean isArray(int parameter) {
        int place = places[parameter];
        String before = jdbcSql.substring(Math.max(0, place - REACH), place);
        String after = jdbcSql.substring(place + 1, Math.min(jdbcSql.length(), place + REACH));
        return BEFORE_ARRAY.matcher(before).find() && AFTER_ARRAY.matcher(after).lookingAt();
    }

    /**
     * Returns the number of positional parameters, {@code ?}; -1 if it is not known, because they are numbered ({@code
     * ?1}) or because of a comment that the server may execute. A question mark that is an operator of PostgreSQL is
     * not counted.
     */
    public int positionalCount() {
        return positional;
    }

    /** Returns the statement for the driver, with a question mark for each parameter. */
    public String jdbcSql() {
        return jdbcSql;
    }

    /**
     * Returns the statement for the driver.
     *
     * @param placeholders what stands for each parameter, such as {@code ?, ?, ?}
     */
    public String jdbcSql(List<String> placeholders) {
        StringBuilder text = new StringBuilder(jdbcSql.length()
                + placeholders.stream().mapToInt(String::length).sum());
        int copied = 0;
        for (int i = 0; i < places.length; i++) {
            text.append(jdbcSql, copied, places[i]).append(placeholders.get(i));
            copied = places[i] + 1;
        }
        return text.append(jdbcSql, copied, jdbcSql.length()).toString();
    }

    /** Returns the statement as the driver reads it. */
    @Override
    public String toString() {
        return jdbcSql;
    }
}
