package dev.connections.sql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** The parameters that a statement was given: named or positional ones. Used by one thread. */
final class StatementParameters {

    private static final NamedValues NONE = new NamedValues();

    private static final Object MISSING = new Object();

    private @Nullable NamedValues named;

    /** No longer than needed at first: most statements have one. */
    private @Nullable Object @Nullable [] positional;

    private int count;

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
        set(count + 1, value);
    }

    void set(int jdbcIndex, @Nullable Object value) {
        if (jdbcIndex < 1) {
            throw new InvalidDataAccessApiUsageException(
                    "the index of a parameter is " + jdbcIndex + ", but they are counted from 1");
        }
        if (named != null) {
            throw mixed();
        }
        @Nullable Object[] values = upTo(jdbcIndex);
        while (count < jdbcIndex) {
            values[count++] = MISSING;
        }
        values[jdbcIndex - 1] = value;
    }

    private @Nullable Object[] upTo(int size) {
        if (positional == null) {
            positional = new @Nullable Object[size];
        } else if (positional.length < size) {
            positional = Arrays.copyOf(positional, Math.max(size, positional.length * 2));
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
        for (int i = 0; i < count; i++) {
            if (positional[i] == MISSING) {
                throw new InvalidDataAccessApiUsageException("the parameter " + (i + 1) + " has no value");
            }
        }
        return new BoundSql(
                sql,
                (count == positional.length) ? positional : Arrays.copyOf(positional, count),
                executor.template(sql));
    }
}
