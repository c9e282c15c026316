package dev.connections.sql;

import dev.connections.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * A statement with named parameters, parsed. Spring's {@link NamedParameterUtils} does the parsing: it knows quotes,
 * comments, {@code ::} casts, {@code \:} and PostgreSQL's {@code ??}. Safe for use by several threads.
 */
final class SqlTemplate {

    private final ParsedSql parsed;

    private final String jdbcSql;

    /** In order of appearance; a name that appears twice is there twice. */
    private final List<String> names;

    /** Whether it may change something; known when somebody asks. */
    private volatile @Nullable Boolean mayWrite;

    /** What its results are cached under, unless a collection is expanded. */
    private final SqlQuery query;

    private SqlTemplate(ParsedSql parsed, String sql, String jdbcSql, List<String> names) {
        this.parsed = parsed;
        this.jdbcSql = jdbcSql;
        this.names = names;
        this.query = new SqlQuery(sql, jdbcSql);
    }

    static SqlTemplate parse(String sql) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(sql);
        NameRecorder recorder = new NameRecorder();
        String jdbcSql = NamedParameterUtils.substituteNamedParameters(parsed, recorder);
        if (!recorder.names.isEmpty()) {
            // The only public way to learn whether there are question marks as well.
            NamedParameterUtils.buildValueArray(parsed, new NoValues(), null);
        }
        return new SqlTemplate(parsed, sql, jdbcSql, List.copyOf(recorder.names));
    }

    /** What the results of a bound form are cached under. */
    SqlQuery query(String boundSql) {
        return boundSql.equals(query.bound()) ? query : new SqlQuery(query.sql(), boundSql);
    }

    /** Whether the statement may change something. */
    boolean mayWrite() {
        Boolean known = mayWrite;
        if (known == null) {
            known = new ReadOnlySql(jdbcSql).mayWrite();
            mayWrite = known;
        }
        return known;
    }

    List<String> names() {
        return names;
    }

    /**
     * The statement for the driver, with a value for each of its question marks.
     *
     * @throws InvalidDataAccessApiUsageException if a parameter has no value, or a value no parameter
     */
    BoundSql bind(NamedValues values) {
        for (int i = 0; i < values.size(); i++) {
            String given = values.name(i);
            if (!names.contains(given)) {
                throw new InvalidDataAccessApiUsageException(
                        "there is no parameter ':" + given + "' in the statement" + didYouMean(given, names));
            }
        }
        return bindAll(values);
    }

    /** The same, but values may be left over. */
    BoundSql bindAll(ParameterValues values) {
        @Nullable Object[] bound = new @Nullable Object[names.size()];
        boolean expands = false;
        for (int i = 0; i < bound.length; i++) {
            String name = names.get(i);
            if (!values.has(name)) {
                throw new InvalidDataAccessApiUsageException("the parameter ':" + name + "' has no value"
                        + didYouMean(name, values.names()) + ". A colon that is no parameter is written '\\:'");
            }
            Object value = values.get(name);
            bound[i] = value;
            expands |= value instanceof Collection;
        }
        return expands ? expand(bound) : new BoundSql(jdbcSql, bound, this);
    }

    private static String didYouMean(String name, Collection<String> known) {
        return NearestName.of(name, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(() -> known.isEmpty() ? "" : "; there is '" + String.join("', '", Set.copyOf(known)) + "'");
    }

    private BoundSql expand(@Nullable Object[] values) {
        List<@Nullable Object> expanded = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Collection<?> collection) {
                if (collection.isEmpty()) {
                    throw new InvalidDataAccessApiUsageException(
                            "the collection for the parameter ':" + names.get(i)
                                    + "' is empty, and 'in ()' is not SQL. Leave the query out when there is nothing to look for");
                }
                for (Object element : collection) {
                    if (element instanceof Object[] tuple) {
                        expanded.addAll(Arrays.asList(tuple));
                    } else {
                        expanded.add(element);
                    }
                }
            } else {
                expanded.add(values[i]);
            }
        }
        String sql = NamedParameterUtils.substituteNamedParameters(parsed, new CollectionsOnly(values));
        return new BoundSql(sql, expanded.toArray(), this);
    }

    /** Is asked for each parameter in order of appearance. */
    private static final class NameRecorder implements SqlParameterSource {

        private final List<String> names = new ArrayList<>();

        @Override
        public boolean hasValue(String name) {
            names.add(name);
            return false;
        }

        @Override
        public @Nullable Object getValue(String name) {
            return null;
        }
    }

    private static final class NoValues implements SqlParameterSource {

        @Override
        public boolean hasValue(String name) {
            return true;
        }

        @Override
        public @Nullable Object getValue(String name) {
            return null;
        }
    }

    /** What is {@link Iterable} without being a collection, such as a JSON array, is one value. */
    private static final class CollectionsOnly implements SqlParameterSource {

        private final @Nullable Object[] values;

        private int next;

        private CollectionsOnly(@Nullable Object[] values) {
            this.values = values;
        }

        @Override
        public boolean hasValue(String name) {
            return values[next++] instanceof Collection;
        }

        @Override
        public @Nullable Object getValue(String name) {
            return values[next - 1];
        }
    }
}
