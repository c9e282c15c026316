package dev.connections.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.SliceImpl;
import org.springframework.jdbc.core.SqlParameterValue;

/** A statement that runs as a prepared statement of JDBC. */
final class JdbcSqlStatement implements SqlStatement {

    private final SqlExecutor executor;

    private final String sql;

    private final StatementParameters parameters = new StatementParameters();

    /** In nanoseconds; 0 without limit. */
    private long timeout;

    private int fetchSize;

    private int maxRows;

    private boolean once;

    JdbcSqlStatement(SqlExecutor executor, String sql) {
        this.executor = executor;
        this.sql = sql;
        this.timeout = executor.defaultTimeout();
        this.fetchSize = executor.options().fetchSize();
    }

    @Override
    public SqlStatement param(@Nullable Object value) {
        return given(() -> parameters.add(value));
    }

    @Override
    public SqlStatement param(int jdbcIndex, @Nullable Object value) {
        return given(() -> parameters.set(jdbcIndex, value));
    }

    @Override
    public SqlStatement param(int jdbcIndex, @Nullable Object value, int sqlType) {
        return param(jdbcIndex, new SqlParameterValue(sqlType, value));
    }

    @Override
    public SqlStatement param(String name, @Nullable Object value) {
        return given(() -> parameters.named().put(name, value));
    }

    @Override
    public SqlStatement param(String name, @Nullable Object value, int sqlType) {
        return param(name, new SqlParameterValue(sqlType, value));
    }

    @Override
    public SqlStatement params(@Nullable Object... values) {
        return params(Arrays.asList(values));
    }

    @Override
    public SqlStatement params(List<?> values) {
        return given(() -> values.forEach(parameters::add));
    }

    @Override
    public SqlStatement params(Map<String, ?> params) {
        return given(() -> params.forEach(parameters.named()::put));
    }

    @Override
    public SqlStatement paramSource(Object namedParamObject) {
        return given(() -> parameters.named().beyond(PropertyValues.of(namedParamObject)));
    }

    private SqlStatement given(Runnable change) {
        try {
            change.run();
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().usage(ex, sql);
        }
        return this;
    }

    @Override
    public SqlStatement ttl(Duration ttl) {
        if (ttl.isNegative()) {
            throw executor.errors().usage("ttl must not be negative");
        }
        return this;
    }

    @Override
    public SqlStatement timeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw executor.errors().usage("timeout must be positive");
        }
        this.timeout = SqlExecutor.nanos(newTimeout);
        return this;
    }

    @Override
    public SqlStatement fetchSize(int rows) {
        this.fetchSize = notNegative("fetchSize", rows);
        return this;
    }

    @Override
    public SqlStatement once() {
        once = true;
        return this;
    }

    @Override
    public SqlStatement maxRows(int rows) {
        this.maxRows = notNegative("maxRows", rows);
        return this;
    }

    private int notNegative(String option, int value) {
        if (value < 0) {
            throw executor.errors().usage(option + " must not be negative");
        }
        return value;
    }

    @Override
    public <T> List<T> list(Class<T> rowType) {
        return Collections.unmodifiableList(read(bound(), rs -> readAll(rowType, rs)));
    }

    private <T> List<T> readAll(Class<T> rowType, ResultSet rs) throws SQLException {
        RowReader<T> reader = reader(rowType, rs);
        List<T> rows = new ArrayList<>();
        while (rs.next()) {
            rows.add(reader.read(rs));
        }
        return rows;
    }

    @Override
    public <T> T one(Class<T> rowType) {
        return optional(rowType).orElseThrow(this::noRow);
    }

    @Override
    public <T> Optional<T> optional(Class<T> rowType) {
        return read(bound(), rs -> {
            RowReader<T> reader = reader(rowType, rs);
            if (!rs.next()) {
                return Optional.empty();
            }
            return Optional.ofNullable(only(reader, rs));
        });
    }

    @Override
    public <T> @Nullable T value(Class<T> valueType) {
        return this.<@Nullable T>read(bound(), rs -> {
            RowReader<T> reader = reader(valueType, rs);
            if (!rs.next()) {
                throw noRow();
            }
            return only(reader, rs);
        });
    }

    private <T> @Nullable T only(RowReader<T> reader, ResultSet rs) throws SQLException {
        T row = reader.read(rs);
        if (rs.next()) {
            throw new IncorrectResultSizeDataAccessException(
                    executor.errors().task() + ": there is more than one row; SQL [" + sql + "]", 1);
        }
        return row;
    }

    private EmptyResultDataAccessException noRow() {
        return new EmptyResultDataAccessException(executor.errors().task() + ": there is no row; SQL [" + sql + "]", 1);
    }

    @Override
    public Rows rows() {
        return read(bound(), rs -> executor.rows(rs, sql));
    }

    @Override
    public <T> Stream<T> stream(Class<T> rowType) {
        long since = System.nanoTime();
        try {
            return new StreamedQuery(executor, sql, bound(), timeout, fetchSize, maxRows).stream(rowType);
        } catch (DataAccessException ex) {
            if (once) {
                throw ex;
            }
            return ReadRepeats.repeat(
                    executor, since, ex, () -> new StreamedQuery(executor, sql, bound(), timeout, fetchSize, maxRows)
                            .stream(rowType));
        }
    }

    @Override
    public <T> Slice<T> slice(Pageable pageable, Class<T> rowType) {
        if (pageable.getSort().isSorted()) {
            throw executor.errors()
                    .usage("slice(…) does not sort; write 'order by' into the statement; SQL [" + sql + "]");
        }
        if (pageable.isUnpaged()) {
            return new SliceImpl<>(list(rowType), pageable, false);
        }
        // One row more than asked for tells whether there is a next slice.
        int size = pageable.getPageSize();
        BoundSql page = PageClause.append(executor.dialect(), bound(), pageable.getOffset(), size + 1L);
        List<T> rows = read(page, rs -> readAll(rowType, rs));
        boolean hasNext = rows.size() > size;
        List<T> content = Collections.unmodifiableList(hasNext ? rows.subList(0, size) : rows);
        return new SliceImpl<>(content, pageable, hasNext);
    }

    @Override
    public int update() {
        BoundSql bound = bound();
        return executor.call(sql, jdbc -> {
            try (PreparedStatement statement = jdbc.prepareStatement(bound.sql())) {
                prepare(statement, bound);
                return executor.watched(statement, sql, timeout, statement::executeUpdate);
            }
        });
    }

    @Override
    public Rows updateReturningKeys(String... keyColumns) {
        BoundSql bound = bound();
        return executor.call(sql, jdbc -> {
            GeneratedKeys keys = GeneratedKeys.of(executor.dialect(), jdbc, bound.sql(), keyColumns);
            try (PreparedStatement statement = keys.prepare(jdbc)) {
                prepare(statement, bound);
                return executor.watched(statement, sql, timeout, () -> keys.execute(statement, executor));
            }
        });
    }

    @Override
    public int[] batch(List<?> elements) {
        if (!parameters.isEmpty()) {
            throw executor.errors().usage("a batch takes its parameters from its elements alone; SQL [" + sql + "]");
        }
        return new Batch(executor, sql, timeout).run(elements);
    }

    private <T extends @Nullable Object> T read(BoundSql bound, ResultSetReader<T> reader) {
        long since = System.nanoTime();
        try {
            return this.<T>readOnce(bound, reader);
        } catch (DataAccessException ex) {
            if (once) {
                throw ex;
            }
            return ReadRepeats.<T>repeat(executor, since, ex, () -> readOnce(bound, reader));
        }
    }

    private <T extends @Nullable Object> T readOnce(BoundSql bound, ResultSetReader<T> reader) {
        return executor.<T>call(sql, jdbc -> {
            try (PreparedStatement statement = jdbc.prepareStatement(bound.sql())) {
                prepare(statement, bound);
                return executor.<T>watched(statement, sql, timeout, () -> {
                    try (ResultSet rs = statement.executeQuery()) {
                        return reader.read(rs);
                    } catch (InvalidDataAccessApiUsageException | DataRetrievalFailureException ex) {
                        throw executor.errors().unreadable(ex);
                    }
                });
            }
        });
    }

    private BoundSql bound() {
        try {
            return parameters.bind(sql, executor);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().usage(ex, sql);
        }
    }

    private void prepare(PreparedStatement statement, BoundSql bound) throws SQLException {
        if (fetchSize != 0) {
            statement.setFetchSize(fetchSize);
        }
        if (maxRows != 0) {
            statement.setMaxRows(maxRows);
        }
        executor.bind(statement, sql, bound.values());
    }

    private <T> RowReader<T> reader(Class<T> rowType, ResultSet rs) throws SQLException {
        return RowReader.forType(rowType, rs, sql, executor.options().conversionService());
    }

    /** Reads a whole result. */
    @FunctionalInterface
    private interface ResultSetReader<T extends @Nullable Object> {

        T read(ResultSet rs) throws SQLException;
    }
}
