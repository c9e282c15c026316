package dev.connections.sql.execution;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.datasource.LeasedStatement;
import dev.connections.sql.mapping.JdbcShape;
import dev.connections.sql.mapping.RowsExtractor;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.parameters.PropertyParameterSource;
import dev.connections.sql.parameters.SqlTemplate;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Executes one statement for many elements, in portions. Neither begins nor ends a transaction. */
final class BatchUpdate {

    private final SqlExecutor executor;

    private final String sql;

    private final long timeout;

    private boolean begun;

    BatchUpdate(SqlExecutor executor, String sql, long timeout) {
        this.executor = executor;
        this.sql = sql;
        this.timeout = timeout;
    }

    int[] run(List<?> elements) {
        if (elements.isEmpty()) {
            return new int[0];
        }
        SqlTemplate template = template(elements);
        String text = text(template, elements);
        return withRetries(jdbc -> {
            try (PreparedStatement statement = jdbc.prepareStatement(text)) {
                return executor.watched(statement, sql, timeout, running -> send(running, template, elements));
            }
        });
    }

    /** Returns the keys that the database generates for the elements, in their order. */
    Rows keys(List<?> elements, String[] columns) {
        if (elements.isEmpty()) {
            return Rows.of(List.of());
        }
        SqlTemplate template = template(elements);
        String text = text(template, elements);
        return withRetries(jdbc -> {
            GeneratedKeys keys = GeneratedKeys.of(executor, jdbc, sql, text, columns);
            try (PreparedStatement statement = keys.prepare(jdbc)) {
                return executor.watched(
                        statement, sql, timeout, running -> sendForKeys(running, template, elements, keys));
            }
        });
    }

    private <T> T withRetries(SqlWork.Call<T> call) {
        boolean single = executor.template(sql).effects().single();
        return StatementRetries.run(executor, false, single, () -> !begun, () -> executor.call(sql, call));
    }

    private Rows sendForKeys(
            PreparedStatement statement, @Nullable SqlTemplate template, List<?> elements, GeneratedKeys keys)
            throws SQLException {
        SqlOptions options = executor.options();
        boolean whole = keys.areOfWholeBatch(executor.dialect());
        RowsExtractor[] reader = new RowsExtractor[1];
        int pending = 0;
        for (int i = 0; i < elements.size(); i++) {
            executor.bind(statement, sql, values(template, elements.get(i)));
            if (whole) {
                statement.addBatch();
            }
            if (!whole || ++pending == options.batchSize() || i == elements.size() - 1) {
                execute(() -> {
                    keys.execute(statement, whole, rs -> {
                        reader[0] = (reader[0] != null)
                                ? reader[0]
                                : new RowsExtractor(JdbcShape.of(rs, options.labelCase()), sql, options);
                        reader[0].add(rs);
                    });
                    return true;
                });
                pending = 0;
            }
        }
        return keys.named(reader[0].rows());
    }

    private @Nullable SqlTemplate template(List<?> elements) {
        if (executor.template(sql).effects().query()) {
            throw executor.errors().usage("a batch is not for queries, and nothing was executed; SQL [" + sql + "]");
        }
        boolean positional = elements.get(0) instanceof Object[] || elements.get(0) instanceof Collection;
        if (positional) {
            checkSizes(elements);
        }
        return positional ? null : executor.template(sql);
    }

    /** A driver keeps the value of the element before for a parameter that has none. */
    private void checkSizes(List<?> elements) {
        int needed = arrayOf(elements.get(0)).length;
        for (int i = 0; i < elements.size(); i++) {
            int given = arrayOf(elements.get(i)).length;
            if (given != needed) {
                throw executor.errors()
                        .usage("the element " + i + " of the batch has " + given + " values, and the first one "
                                + needed + ": nothing was executed; SQL [" + sql + "]");
            }
        }
        try {
            executor.template(sql).checkPositional(needed);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().usage(ex, sql);
        }
    }

    private @Nullable Object[] arrayOf(Object element) {
        if (element instanceof Object[] values) {
            return values;
        }
        if (element instanceof Collection<?> values) {
            return values.toArray();
        }
        throw executor.errors().usage("the elements of a batch must be of one kind; SQL [" + sql + "]");
    }

    private String text(@Nullable SqlTemplate template, List<?> elements) {
        return (template != null) ? bind(template, elements.get(0)).sql() : sql;
    }

    private int[] send(PreparedStatement statement, @Nullable SqlTemplate template, List<?> elements)
            throws SQLException {
        int[] counts = new int[elements.size()];
        int sent = 0;
        int pending = 0;
        for (Object element : elements) {
            executor.bind(statement, sql, values(template, element));
            statement.addBatch();
            if (++pending == executor.options().batchSize() || sent + pending == counts.length) {
                int[] portion = execute(statement::executeBatch);
                System.arraycopy(portion, 0, counts, sent, portion.length);
                sent += pending;
                pending = 0;
            }
        }
        return counts;
    }

    /** Executes a portion. Drivers send each element as a statement of its own, and some go on after one that fails. */
    private <T> T execute(LeasedStatement.Execution<T> portion) throws SQLException {
        try {
            T result = portion.run();
            begun = true;
            return result;
        } catch (BatchUpdateException ex) {
            int[] counts = ex.getUpdateCounts();
            begun |= counts != null && IntStream.of(counts).anyMatch(count -> count != Statement.EXECUTE_FAILED);
            throw ex;
        }
    }

    private @Nullable Object[] values(@Nullable SqlTemplate template, Object element) {
        return (template != null) ? bind(template, element).values() : arrayOf(element);
    }

    private BoundSql bind(SqlTemplate template, Object element) {
        try {
            BoundSql bound = template.bind(PropertyParameterSource.of(element));
            if (bound.values().length != template.parameterCount()) {
                throw new InvalidDataAccessApiUsageException("a collection cannot fill a parameter of a batch");
            }
            return bound;
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().usage(ex, sql);
        }
    }
}
