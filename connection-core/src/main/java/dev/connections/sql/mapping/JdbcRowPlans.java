package dev.connections.sql.mapping;

import dev.connections.rows.mapping.BoundedCache;
import dev.connections.rows.mapping.RowPlan;
import dev.connections.rows.mapping.RowPlanCache;
import dev.connections.rows.mapping.RowTypeCache;
import dev.connections.sql.SqlOptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Caches the compiled mappings of JDBC results to one row type by query. A lookup allocates nothing. Queries of the
 * same shape share one mapping. Thread-safe.
 */
final class JdbcRowPlans {

    static final int MAX_QUERIES = 256;

    private static final RowTypeCache<JdbcRowPlans> PLANS = new RowTypeCache<>(JdbcRowPlans::new);

    private final Class<?> rowType;

    private final BoundedCache<String, Entry> byQuery = new BoundedCache<>(MAX_QUERIES);

    private JdbcRowPlans(Class<?> rowType) {
        this.rowType = rowType;
    }

    static JdbcRowPlans of(Class<?> rowType) {
        return PLANS.get(rowType);
    }

    /**
     * Returns the mapping of the rows of a result set.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if its rows cannot be of the type
     */
    RowPlan plan(ResultSet rs, String sql, SqlOptions options) throws SQLException {
        @Nullable Entry entry = byQuery.get(sql);
        if (entry == null || !entry.shape().describes(rs, options.labelCase(), entry.zoned())) {
            JdbcShape shape = JdbcShape.of(rs, options.labelCase());
            RowPlan plan = RowPlanCache.of(rowType)
                    .plan(shape.columns(), JdbcCellHandles.of(shape.dialect()), sql, options.conversionService());
            entry = new Entry(shape, plan, shape.needsZone(plan));
            byQuery.put(sql, entry);
        }
        return entry.plan();
    }

    int size() {
        return byQuery.size();
    }

    /** @param zoned whether the rows depend on the time zone of the session */
    private record Entry(JdbcShape shape, RowPlan plan, boolean zoned) {}
}
