package dev.connections.rows.mapping;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Values by row type. A row type may be unloaded with its class loader, as with Spring Boot's developer tools, and a
 * mapping refers to its row type. So values are kept by the type itself, in a {@link ClassValue}; except those of types
 * that outlive this library, such as {@link String}, which would keep this library's class loader. Thread-safe.
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
