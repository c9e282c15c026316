package dev.connections.sql.parameters;

import dev.connections.NearestName;
import dev.connections.rows.Rows;
import dev.connections.sql.LabelCase;
import dev.connections.sql.mapping.JdbcShape;
import dev.connections.sql.text.FirstKeyword;
import dev.connections.sql.text.NamedParameterSql;
import dev.connections.sql.text.SqlEffects;
import dev.connections.sql.text.SqlGrammar;
import dev.connections.sql.text.StatementEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** A parsed statement with named parameters. Thread-safe. */
public final class SqlTemplate {

    private final NamedParameterSql parsed;

    private final SqlGrammar grammar;

    /** In order of appearance; a name that appears twice is there twice. */
    private final String[] names;

    private final boolean mixesParameters;

    /** SQLite's driver executes the first statement of a text only, and ignores the others. */
    private final boolean isCutByDriver;

    /** Computed when it is needed. */
    private volatile @Nullable SqlEffects effects;

    /** Of the last result that was read as {@link Rows}. */
    private volatile @Nullable JdbcShape shape;

    /** What its results are cached under, unless a collection is expanded. */
    private final SqlQueryKey query;

    private SqlTemplate(String sql, NamedParameterSql parsed, SqlGrammar grammar) {
        this.parsed = parsed;
        this.grammar = grammar;
        this.names = parsed.names().toArray(String[]::new);
        this.mixesParameters = names.length != 0 && parsed.positionalCount() > 0;
        this.isCutByDriver = grammar == SqlGrammar.SQLITE && StatementEnd.hasSeveral(sql, grammar);
        this.query = new SqlQueryKey(sql, parsed.jdbcSql());
    }

    public static SqlTemplate parse(String sql, SqlGrammar grammar) {
        return new SqlTemplate(sql, NamedParameterSql.parse(sql, grammar), grammar);
    }

    /** Returns the cache key of a bound form. */
    public SqlQueryKey query(String boundSql) {
        return boundSql.equals(query.bound()) ? query : new SqlQueryKey(query.sql(), boundSql);
    }

    /** Returns the effects of the statement. */
    public SqlEffects effects() {
        SqlEffects known = effects;
        if (known == null) {
            known = SqlEffects.of(query.sql(), grammar);
            effects = known;
        }
        return known;
    }

    /** Returns the shape of a result: that of the last one, if it has not changed. */
    public JdbcShape shape(ResultSet rs, LabelCase labelCase) throws SQLException {
        JdbcShape known = shape;
        if (known == null || !known.describes(rs, labelCase)) {
            known = JdbcShape.of(rs, labelCase);
            shape = known;
        }
        return known;
    }

    /** Returns whether it is a procedure call or a block, which may commit and give any number of results. */
    public boolean isCall() {
        return !effects().query() && FirstKeyword.isCall(query.sql(), grammar);
    }

    /** Returns whether its rows can be read as they come: other statements may commit, or give several results. */
    public boolean canBeStreamed() {
        SqlEffects known = effects();
        return known.query() || (known.mayWrite() && FirstKeyword.isQuery(query.sql(), grammar));
    }

    /** Returns the number of values that the statement needs. */
    public int parameterCount() {
        return names.length;
    }

    /**
     * Some drivers bind NULL where a value is missing, or ignore those that are left over.
     *
     * @throws InvalidDataAccessApiUsageException if the statement has more or fewer positional parameters
     */
    public void checkPositional(int values) {
        checkSingle();
        boolean countable = grammar == SqlGrammar.MYSQL || grammar == SqlGrammar.H2 || grammar == SqlGrammar.DUCKDB;
        int needed = parsed.positionalCount();
        if (countable && needed >= 0 && needed != values) {
            throw new InvalidDataAccessApiUsageException(
                    "the statement has " + needed + " positional parameters, and " + values + " values are given");
        }
    }

    /** @throws InvalidDataAccessApiUsageException if the statement has no such parameter */
    void checkParameter(String name) {
        for (String each : names) {
            if (each.equals(name)) {
                return;
            }
        }
        throw new InvalidDataAccessApiUsageException(
                "there is no parameter ':" + name + "' in the statement" + didYouMean(name, parsed.names()));
    }

    /**
     * Binds the statement: a value for each of its question marks. Surplus values are ignored.
     *
     * @throws InvalidDataAccessApiUsageException if a parameter has no value
     */
    public BoundSql bind(ParameterSource values) {
        if (mixesParameters) {
            throw mixed();
        }
        if (names.length == 0) {
            checkPositional(0);
        }
        checkSingle();
        @Nullable Object[] bound = new @Nullable Object[names.length];
        boolean expands = false;
        for (int i = 0; i < bound.length; i++) {
            Object value = values.get(names[i]);
            if (value == ParameterSource.MISSING) {
                throw missing(names[i], values);
            }
            if (value instanceof Collection<?> elements) {
                boolean array = parsed.isArray(i);
                value = array ? ArrayParameters.of(elements) : elements;
                expands |= !array;
            }
            bound[i] = value;
        }
        return expands ? expand(bound) : new BoundSql(query.bound(), bound, this);
    }

    private void checkSingle() {
        if (isCutByDriver) {
            throw new InvalidDataAccessApiUsageException(
                    "the text has several statements, of which SQLite's driver executes the first one only: "
                            + "execute them one after the other");
        }
    }

    private InvalidDataAccessApiUsageException mixed() {
        return new InvalidDataAccessApiUsageException(
                "named and positional parameters cannot be mixed: the statement has ':" + names[0] + "' and '?'");
    }

    private InvalidDataAccessApiUsageException missing(String name, ParameterSource values) {
        return new InvalidDataAccessApiUsageException("the parameter ':" + name + "' has no value"
                + didYouMean(name, values.names()) + ". The statement needs " + quoted(parsed.names())
                + ". A colon that is no parameter is written '\\:'");
    }

    private static String didYouMean(String name, Collection<String> known) {
        return NearestName.of(name, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(() -> known.isEmpty() ? "" : "; there is " + quoted(known));
    }

    private static String quoted(Collection<String> names) {
        return names.stream().distinct().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** What is {@link Iterable} without being a collection, such as a JSON array, is one value. */
    private BoundSql expand(@Nullable Object[] values) {
        List<@Nullable Object> expanded = new ArrayList<>();
        List<String> placeholders = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Collection<?> collection) {
                placeholders.add(placeholders(collection, names[i]));
                for (Object element : collection) {
                    if (element instanceof Object[] tuple) {
                        expanded.addAll(Arrays.asList(tuple));
                    } else {
                        expanded.add(element);
                    }
                }
            } else {
                placeholders.add("?");
                expanded.add(values[i]);
            }
        }
        return new BoundSql(parsed.jdbcSql(placeholders), expanded.toArray(), this);
    }

    private static String placeholders(Collection<?> collection, String name) {
        if (collection.isEmpty()) {
            throw new InvalidDataAccessApiUsageException("the collection for the parameter ':" + name
                    + "' is empty, and 'in ()' is not SQL. Leave the query out when there is nothing to look for");
        }
        StringBuilder list = new StringBuilder();
        for (Object element : collection) {
            list.append(list.isEmpty() ? "" : ", ");
            if (element instanceof Object[] tuple) {
                list.append('(').append("?, ".repeat(tuple.length)).setLength(list.length() - 2);
                list.append(')');
            } else {
                list.append('?');
            }
        }
        return list.toString();
    }
}
