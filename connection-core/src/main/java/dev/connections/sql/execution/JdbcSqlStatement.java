package dev.connections.sql.execution;

import dev.connections.cache.CachePolicy;
import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.mapping.LimitedRows;
import dev.connections.sql.mapping.ResultLists;
import dev.connections.sql.mapping.RowReader;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.parameters.PropertyParameterSource;
import dev.connections.sql.parameters.SqlTemplate;
import dev.connections.sql.parameters.StatementParameters;
import dev.connections.sql.text.SqlEffects;
import dev.connections.sql.timeout.StatementWatchdog;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.SliceImpl;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlParameterValue;

/** A {@link SqlStatement} that is executed as a prepared statement of JDBC. Not thread-safe. */
final class JdbcSqlStatement implements SqlStatement {

    /** The result of a call that gives no rows. */
    private static final Rows NO_ROWS = Rows.of(List.of());

    private final SqlExecutor executor;

    private final String sql;

    private final StatementParameters parameters = new StatementParameters();

    private StatementOptions options;

    private long ttl = SqlCaching.TTL_OF_CONNECTION;

    JdbcSqlStatement(SqlExecutor executor, String sql) {
        this.executor = executor;
        this.sql = sql;
        this.options = executor.defaults();
    }

    @Override
    public SqlStatement param(@Nullable Object value) {
        try {
            parameters.add(value);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw usage(ex);
        }
        return this;
    }

    @Override
    public SqlStatement param(int jdbcIndex, @Nullable Object value) {
        try {
            parameters.set(jdbcIndex, value);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw usage(ex);
        }
        return this;
    }

    @Override
    public SqlStatement param(int jdbcIndex, @Nullable Object value, int sqlType) {
        return param(jdbcIndex, new SqlParameterValue(sqlType, value));
    }

    @Override
    public SqlStatement param(String name, @Nullable Object value) {
        try {
            parameters.put(name, value);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw usage(ex);
        }
        return this;
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
        values.forEach(this::param);
        return this;
    }

    @Override
    public SqlStatement params(Map<String, ?> params) {
        params.forEach(this::param);
        return this;
    }

    @Override
    public SqlStatement paramSource(Object namedParamObject) {
        try {
            parameters.useObject(PropertyParameterSource.of(namedParamObject));
        } catch (InvalidDataAccessApiUsageException ex) {
            throw usage(ex);
        }
        return this;
    }

    private InvalidDataAccessApiUsageException usage(InvalidDataAccessApiUsageException problem) {
        return executor.errors().usage(problem, sql);
    }

    @Override
    public SqlStatement ttl(Duration newTtl) {
        if (newTtl.isNegative()) {
            throw executor.errors().usage("ttl must not be negative");
        }
        ttl = SqlExecutor.nanos(newTtl);
        return this;
    }

    @Override
    public SqlStatement timeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw executor.errors().usage("timeout must be positive");
        }
        options = options.withTimeout(SqlExecutor.nanos(newTimeout));
        return this;
    }

    @Override
    public SqlStatement fetchSize(int rows) {
        options = options.withFetchSize(notNegative("fetchSize", rows));
        return this;
    }

    @Override
    public SqlStatement noRetry() {
        options = options.withoutRetry();
        return this;
    }

    @Override
    public SqlStatement maxRows(int rows) {
        options = options.withMaxRows(notNegative("maxRows", rows));
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
        BoundSql bound = bound();
        return read(
                ResultFormKey.Form.LIST,
                rowType,
                bound,
                () -> query(
                        bound, rs -> ResultLists.all(executor.options(), sql, rowType, rs), Collections.emptyList()));
    }

    @Override
    public <T extends @Nullable Object> List<T> list(RowMapper<T> mapper) {
        checkUncached("rows of a RowMapper are not cached: use a class");
        return query(bound(), rs -> ResultLists.all(mapper, rs), Collections.emptyList());
    }

    private void checkUncached(String problem) {
        if (ttl > 0) {
            throw executor.errors().usage(problem + ", or remove ttl(…); SQL [" + sql + "]");
        }
    }

    private <T extends @Nullable Object> T read(
            ResultFormKey.Form form, Class<?> rowType, BoundSql bound, Supplier<T> read) {
        CachePolicy policy = executor.caching().policy(ttl, options, sql, bound, rowType);
        if (policy == null) {
            return read.get();
        }
        Object kind = ResultFormKey.of(form, rowType, options.maxRows());
        return executor.caching().read(policy, ttl > 0, sql, bound, options, rowType, kind, read);
    }

    @Override
    public <T> T one(Class<T> rowType) {
        return optional(rowType).orElseThrow(this::noRow);
    }

    @Override
    public <T> Optional<T> optional(Class<T> rowType) {
        List<@Nullable T> rows = atMostOne(rowType);
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
    }

    @Override
    public <T extends @Nullable Object> T one(RowMapper<T> mapper) {
        List<T> rows = atMostOne(mapper);
        if (rows.isEmpty()) {
            throw noRow();
        }
        return rows.get(0);
    }

    @Override
    public <T> Optional<T> optional(RowMapper<? extends @Nullable T> mapper) {
        List<? extends @Nullable T> rows = atMostOne(mapper);
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
    }

    private <T extends @Nullable Object> List<T> atMostOne(RowMapper<T> mapper) {
        checkUncached("rows of a RowMapper are not cached: use a class");
        return query(bound(), rs -> ResultLists.atMostOne(executor.errors(), sql, mapper, rs), Collections.emptyList());
    }

    @Override
    public <T> @Nullable T value(Class<T> valueType) {
        List<@Nullable T> rows = atMostOne(valueType);
        if (rows.isEmpty()) {
            throw noRow();
        }
        return rows.get(0);
    }

    private <T> List<@Nullable T> atMostOne(Class<T> rowType) {
        BoundSql bound = bound();
        return read(
                ResultFormKey.Form.ONLY,
                rowType,
                bound,
                () -> query(
                        bound,
                        rs -> ResultLists.atMostOne(executor.options(), executor.errors(), sql, rowType, rs),
                        Collections.emptyList()));
    }

    private EmptyResultDataAccessException noRow() {
        return new EmptyResultDataAccessException(executor.errors().task() + ": there is no row; SQL [" + sql + "]", 1);
    }

    @Override
    public Rows rows() {
        BoundSql bound = bound();
        return read(ResultFormKey.Form.ROWS, Row.class, bound, () -> {
            if (!template().canBeStreamed()) {
                return query(bound, rs -> executor.rows(rs, sql), NO_ROWS);
            }
            StreamedQuery query = new StreamedQuery(executor, sql, bound, options);
            Rows rows = withRetries(query::rows);
            recordWrite();
            return rows;
        });
    }

    @Override
    public <T> Stream<T> stream(Class<T> rowType) {
        return stream(() -> list(rowType), rs -> RowReader.forType(rowType, rs, sql, executor.options()));
    }

    @Override
    public <T extends @Nullable Object> Stream<T> stream(RowMapper<T> mapper) {
        return stream(() -> list(mapper), rs -> mapper);
    }

    private <T extends @Nullable Object> Stream<T> stream(Supplier<List<T>> list, StreamedQuery.Mapper<T> mapper) {
        checkUncached("a stream is not cached: use list(…) or rows()");
        if (!template().canBeStreamed()) {
            return list.get().stream();
        }
        StreamedQuery query = new StreamedQuery(executor, sql, bound(), options);
        Stream<T> rows = withRetries(() -> query.stream(mapper));
        recordWrite();
        // the end of the stream may be the end of a transaction
        return rows.onClose(this::recordWrite);
    }

    @Override
    public <T> Slice<T> slice(Pageable pageable, Class<T> rowType) {
        checkUnsorted(pageable);
        if (pageable.isUnpaged()) {
            return new SliceImpl<>(list(rowType), pageable, false);
        }
        BoundSql page = page(pageable);
        return read(
                ResultFormKey.Form.SLICE,
                rowType,
                page,
                () -> slice(pageable, page, rs -> ResultLists.all(executor.options(), sql, rowType, rs)));
    }

    @Override
    public <T> Slice<T> slice(Pageable pageable, RowMapper<T> mapper) {
        checkUncached("rows of a RowMapper are not cached: use a class");
        checkUnsorted(pageable);
        return pageable.isUnpaged()
                ? new SliceImpl<>(list(mapper), pageable, false)
                : slice(pageable, page(pageable), rs -> ResultLists.all(mapper, rs));
    }

    private void checkUnsorted(Pageable pageable) {
        if (pageable.getSort().isSorted()) {
            throw executor.errors()
                    .usage("slice(…) does not sort; write 'order by' into the statement; SQL [" + sql + "]");
        }
    }

    /** One row more than asked for tells whether there is a next slice. */
    private BoundSql page(Pageable pageable) {
        return PageClause.append(executor.dialect(), bound(), pageable.getOffset(), pageable.getPageSize() + 1L);
    }

    private <T> Slice<T> slice(Pageable pageable, BoundSql page, ResultSetReader<List<T>> reader) {
        List<T> rows = query(page, reader, Collections.emptyList());
        int size = pageable.getPageSize();
        boolean hasNext = rows.size() > size;
        return new SliceImpl<>(hasNext ? rows.subList(0, size) : rows, pageable, hasNext);
    }

    @Override
    public int update() {
        if (template().effects().query()) {
            throw executor.errors()
                    .usage("update() is not for queries, and nothing was executed: use query(…), list(…), one(…) or"
                            + " value(…); SQL [" + sql + "]");
        }
        BoundSql bound = bound();
        int changed = withRetries(() -> executor.run(sql, bound, options, this::change));
        executor.wrote();
        return changed;
    }

    private int change(PreparedStatement statement) throws SQLException {
        if (!template().isCall()) {
            return statement.executeUpdate();
        }
        boolean rows = statement.execute();
        int changed = rows ? 0 : Math.max(0, statement.getUpdateCount());
        StatementResults.discard(statement, executor.dialect());
        return changed;
    }

    @Override
    public Rows updateReturningKeys(String... keyColumns) {
        BoundSql bound = bound();
        Rows result = withRetries(() -> executor.call(sql, jdbc -> {
            GeneratedKeys keys = GeneratedKeys.of(executor, jdbc, sql, bound.sql(), keyColumns);
            try (PreparedStatement statement = keys.prepare(jdbc)) {
                executor.prepare(statement, sql, bound.values(), options);
                return executor.watched(statement, sql, options.timeout(), running -> keys.execute(running, executor));
            }
        }));
        executor.wrote();
        return result;
    }

    @Override
    public int[] batch(List<?> elements) {
        int[] counts = newBatch().run(elements);
        executor.wrote();
        return counts;
    }

    @Override
    public Rows batchReturningKeys(List<?> elements, String... keyColumns) {
        Rows keys = newBatch().keys(elements, keyColumns);
        executor.wrote();
        return keys;
    }

    private BatchUpdate newBatch() {
        if (!parameters.isEmpty()) {
            throw executor.errors().usage("a batch takes its parameters from its elements alone; SQL [" + sql + "]");
        }
        return new BatchUpdate(executor, sql, options.timeout());
    }

    /** A query that may change something, such as an insert that returns its rows. */
    private void recordWrite() {
        if (executor.caching().evictsOnWrite()
                && executor.template(sql).effects().mayWrite()) {
            executor.wrote();
        }
    }

    /** Returns the statement decides, not the method it came through. */
    private <T extends @Nullable Object> T withRetries(Supplier<T> run) {
        if (options.noRetry()) {
            return run.get();
        }
        SqlEffects effects = template().effects();
        return StatementRetries.<T>run(executor, effects.isRead(), effects.single(), () -> true, run);
    }

    private SqlTemplate template() {
        return executor.template(sql);
    }

    private SqlEffects effects(BoundSql bound) {
        SqlTemplate known = bound.template();
        return (known != null ? known : template()).effects();
    }

    /** @param none the result of a call that gives no rows */
    private <T extends @Nullable Object> T query(BoundSql bound, ResultSetReader<T> reader, T none) {
        long since = StatementWatchdog.SHARED.approximateTime();
        try {
            return this.<T>queryOnce(bound, reader, none);
        } catch (DataAccessException ex) {
            if (options.noRetry()) {
                throw ex;
            }
            SqlEffects effects = template().effects();
            return StatementRetries.<T>repeat(
                    executor,
                    since,
                    ex,
                    effects.isRead(),
                    effects.single(),
                    () -> true,
                    () -> queryOnce(bound, reader, none));
        }
    }

    private <T extends @Nullable Object> T queryOnce(BoundSql bound, ResultSetReader<T> reader, T none) {
        try {
            T result = effects(bound).query()
                    ? executor.<T>run(sql, bound, options, limited(reader))
                    : executor.<T>run(sql, bound, options, statement -> firstResult(statement, limited(reader), none));
            recordWrite();
            return result;
        } catch (InvalidDataAccessApiUsageException | DataRetrievalFailureException ex) {
            throw executor.errors().unreadable(ex);
        }
    }

    private <T extends @Nullable Object> ResultSetReader<T> limited(ResultSetReader<T> reader) {
        return (options.maxRows() == 0)
                ? reader
                : rs -> reader.read(LimitedRows.of(rs, options.maxRows(), executor.dialect()));
    }

    private <T extends @Nullable Object> T firstResult(PreparedStatement statement, ResultSetReader<T> reader, T none)
            throws SQLException {
        T result = none;
        try (ResultSet rs = StatementResults.execute(statement, template().isCall())) {
            if (rs != null) {
                result = reader.read(rs);
            }
        }
        StatementResults.discard(statement, executor.dialect());
        return result;
    }

    private BoundSql bound() {
        BoundSql bound;
        try {
            bound = parameters.bind(sql, executor.template(sql));
        } catch (InvalidDataAccessApiUsageException ex) {
            throw usage(ex);
        }
        executor.checkParameters(bound, sql);
        return bound;
    }

    /** Runs a query and reads its whole result. */
    @FunctionalInterface
    private interface ResultSetReader<T extends @Nullable Object> extends SqlWork.StatementCall<PreparedStatement, T> {

        T read(ResultSet rs) throws SQLException;

        @Override
        default T on(PreparedStatement statement) throws SQLException {
            try (ResultSet rs = statement.executeQuery()) {
                return read(rs);
            }
        }
    }
}
