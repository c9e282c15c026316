package dev.connections.sql.mapping;

import dev.connections.rows.mapping.RowPlan;
import dev.connections.sql.SqlOptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads the rows of one result as objects of one type. The mapping is compiled once for each type and shape of result;
 * a reader is cheap and created for each result. Not thread-safe.
 */
public final class RowReader<T> implements RowMapper<T> {

    private final RowPlan plan;
    private final String sql;
    private final ConversionService conversionService;

    private RowReader(RowPlan plan, String sql, ConversionService conversionService) {
        this.plan = plan;
        this.sql = sql;
        this.conversionService = conversionService;
    }

    /**
     * Returns the reader for the rows of {@code rs}, which may stand before its first row.
     *
     * @param sql the query, for messages and to find the mapping faster
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if such rows cannot become a {@code rowType}
     */
    public static <T> RowReader<T> forType(Class<T> rowType, ResultSet rs, String sql, SqlOptions options)
            throws SQLException {
        RowPlan plan = JdbcRowPlans.of(rowType).plan(rs, sql, options);
        return new RowReader<>(plan, sql, options.conversionService());
    }

    /**
     * Makes the current row an object; {@code null} if it is a single value that is null.
     *
     * @throws SQLException if the server or the connection fails
     * @throws org.springframework.dao.DataRetrievalFailureException if a value does not fit its component
     */
    @Override
    public @Nullable T mapRow(ResultSet rs, int rowNumber) throws SQLException {
        return JdbcRows.read(plan, rs, conversionService, sql);
    }
}
