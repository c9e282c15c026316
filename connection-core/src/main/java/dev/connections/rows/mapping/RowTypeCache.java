package dev.connections.rows.mapping;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What is kept for each row type. Row types may come and go with their class loader, as with Spring Boot's developer tools, and a
 * mapping refers to its row type. So it is kept by the type itself, in a {@link ClassValue}; all but that of types that outlive
 * this library, such as {@link String}, which would keep this library's class loader instead. Thread-safe.
 */
public final class RowTypeCache<V> {

    private final Function<Class<?>, V> create;

    private final ClassValue<V> ofApplicationTypes;

    /** Bounded by the number of types that this library can see without its application. */
    private final ConcurrentMap<Class<?>, V> ofOwnTypes = new ConcurrentHashMap<>();

    public RowTypeCache(Function<Class<?>, V> create) {
        this.create = create;
        this.ofApplicationTypes = new ClassValue<>() {
            @Override
            protected V computeValue(Class<?> rowType) {
                return create.apply(rowType);
            }
        };
    }

    public V get(Class<?> rowType) {
        V known = ofOwnTypes.get(rowType);
        if (known != null) {
            return known;
        }
        return outlivesThisLibrary(rowType)
                ? ofOwnTypes.computeIfAbsent(rowType, create)
                : ofApplicationTypes.get(rowType);
    }

    private static boolean outlivesThisLibrary(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return true;
        }
        for (ClassLoader own = RowTypeCache.class.getClassLoader(); own != null; own = own.getParent()) {
            if (own == loader) {
                return true;
            }
        }
        return false;
    }
}
