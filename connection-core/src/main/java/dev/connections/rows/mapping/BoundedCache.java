package dev.connections.rows.mapping;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A map that is cleared when it is full, which is rare, and cheaper than tracking each use. Thread-safe. */
public final class BoundedCache<K, V> {

    private final ConcurrentMap<K, V> table = new ConcurrentHashMap<>();

    private final int maxSize;

    public BoundedCache(int maxSize) {
        this.maxSize = maxSize;
    }

    public @Nullable V get(K key) {
        return table.get(key);
    }

    public void put(K key, V value) {
        if (table.size() >= maxSize) {
            table.clear();
        }
        table.put(key, value);
    }

    public int size() {
        return table.size();
    }
}
