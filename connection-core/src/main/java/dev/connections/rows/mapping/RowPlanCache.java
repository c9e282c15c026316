package dev.connections.rows.mapping;

import dev.connections.rows.shape.ResultShape;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** Caches the compiled mappings to one row type by shape. Thread-safe. */
public final class RowPlanCache {

    private static final int MAX_SHAPES = 64;

    private static final RowTypeCache<RowPlanCache> CACHES = new RowTypeCache<>(RowPlanCache::new);

    private final Class<?> rowType;

    private final BoundedCache<Key, RowPlan> byShape = new BoundedCache<>(MAX_SHAPES);

    private RowPlanCache(Class<?> rowType) {
        this.rowType = rowType;
    }

    public static RowPlanCache of(Class<?> rowType) {
        return CACHES.get(rowType);
    }

    /**
     * Returns the mapping of rows of a shape.
     *
     * @param sql the query, for messages
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if rows of that shape cannot be of the type
     */
    public RowPlan plan(ResultShape shape, CellHandles source, String sql, ConversionService conversionService) {
        Key key = new Key(shape, source);
        @Nullable RowPlan plan = byShape.get(key);
        if (plan == null) {
            plan = new RowPlanCompiler(rowType, shape, source, conversionService, sql).compile();
            byShape.put(key, plan);
        }
        return plan;
    }

    private record Key(ResultShape shape, CellHandles source) {}
}
