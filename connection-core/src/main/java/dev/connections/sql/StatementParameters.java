package dev.connections.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** The parameters that a statement was given: named or positional ones. Used by one thread. */
final class StatementParameters {

    private static final NamedValues NONE = new NamedValues();

    private static final Object MISSING = new Object();

    private @Nullable NamedValues named;

    private @Nullable List<@Nullable Object> positional;

    NamedValues named() {
        if (positional != null) {
            throw mixed();
        }
        if (named == null) {
            named = new NamedValues();
        }
        return named;
    }

    void add(@Nullable Object value) {
        positional().add(value);
    }

    void set(int jdbcIndex, @Nullable Object value) {
        if (jdbcIndex < 1) {
            throw new InvalidDataAccessApiUsageException(
                    "the index of a parameter is " + jdbcIndex + ", but they are counted from 1");
        }
        List<@Nullable Object> values = positional();
        while (values.size() < jdbcIndex) {
            values.add(MISSING);
        }
        values.set(jdbcIndex - 1, value);
    }

    private List<@Nullable Object> positional() {
        if (named != null) {
            throw mixed();
        }
        if (positional == null) {
            positional = new ArrayList<>();
        }
        return positional;
    }

    private static InvalidDataAccessApiUsageException mixed() {
        return new InvalidDataAccessApiUsageException("named and positional parameters cannot be mixed");
    }

    boolean isEmpty() {
        return named == null && positional == null;
    }

    /** Puts the values into the statement. */
    BoundSql bind(String sql, SqlExecutor executor) {
        if (positional == null) {
            return executor.template(sql).bind((named != null) ? named : NONE);
        }
        int missing = positional.indexOf(MISSING);
        if (missing >= 0) {
            throw new InvalidDataAccessApiUsageException("the parameter " + (missing + 1) + " has no value");
        }
        return new BoundSql(sql, positional.toArray());
    }
}
