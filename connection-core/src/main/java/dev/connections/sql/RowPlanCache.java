package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.core.convert.ConversionService;

/**
 * The compiled mappings to one row type, in two bounded tables: by query, which finds the mapping without allocating
 * anything, and by shape, so that queries of the same shape share one.
 *
 * <p>Row types may come and go with their class loader, as with Spring Boot's developer tools, and a mapping refers to its
 * row type. So the mappings to a type are kept by the type itself, in a {@link ClassValue}; all but those to types that
 * outlive this library, such as {@link String}, which would keep this library's class loader instead.
 */
final class RowPlanCache {

    static final int MAX_QUERIES = 256;
    private static final int MAX_SHAPES = 64;

    private static final ClassValue<RowPlanCache> OF_APPLICATION_TYPES = new ClassValue<>() {
        @Override
        protected RowPlanCache computeValue(Class<?> rowType) {
            return new RowPlanCache(rowType);
        }
    };

    /** Bounded by the number of types that this library can see without its application. */
    private static final ConcurrentMap<Class<?>, RowPlanCache> OF_OWN_TYPES = new ConcurrentHashMap<>();

    private final Class<?> rowType;
    private final ConcurrentMap<String, Entry> byQuery = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, RowPlan> byShape = new ConcurrentHashMap<>();

    private RowPlanCache(Class<?> rowType) {
        this.rowType = rowType;
    }

    static RowPlanCache of(Class<?> rowType) {
        RowPlanCache known = OF_OWN_TYPES.get(rowType);
        if (known != null) {
            return known;
        }
        return outlivesThisLibrary(rowType)
                ? OF_OWN_TYPES.computeIfAbsent(rowType, RowPlanCache::new)
                : OF_APPLICATION_TYPES.get(rowType);
    }

    /** The mapping of the rows of a result set. */
    RowPlan plan(ResultSet rs, String sql, SqlOptions options) throws SQLException {
        Entry entry = byQuery.get(sql);
        if (entry == null || !entry.shape().describes(rs, options.labelCase(), entry.zoned())) {
            ResultShape shape = ResultShape.of(rs, options.labelCase());
            RowPlan plan = plan(shape, CellHandles.JDBC, sql, options.conversionService());
            entry = new Entry(shape, plan, plan.needsZone(shape));
            put(byQuery, sql, entry, MAX_QUERIES);
        }
        return entry.plan();
    }

    /** The mapping of rows of a known shape. */
    RowPlan plan(ResultShape shape, CellHandles source, String sql, ConversionService conversionService) {
        Key key = new Key(shape, source);
        RowPlan plan = byShape.get(key);
        if (plan == null) {
            plan = new RowPlanCompiler(rowType, shape, source, conversionService, sql).compile();
            put(byShape, key, plan, MAX_SHAPES);
        }
        return plan;
    }

    int size() {
        return Math.max(byQuery.size(), byShape.size());
    }

    /** A full table is emptied: that is rare, and cheaper than to keep account of every use. */
    private static <K, V> void put(ConcurrentMap<K, V> table, K key, V value, int maxSize) {
        if (table.size() >= maxSize) {
            table.clear();
        }
        table.put(key, value);
    }

    private static boolean outlivesThisLibrary(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return true;
        }
        for (ClassLoader own = RowPlanCache.class.getClassLoader(); own != null; own = own.getParent()) {
            if (own == loader) {
                return true;
            }
        }
        return false;
    }

    /** @param zoned whether the rows depend on the time zone of the session */
    private record Entry(ResultShape shape, RowPlan plan, boolean zoned) {}

    private record Key(ResultShape shape, CellHandles source) {}
}
