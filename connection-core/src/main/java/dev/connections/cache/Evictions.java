package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Evicts results on this node and in the second level, and receives the evictions of other nodes. Thread-safe. */
final class Evictions implements SharedLevel.Listener {

    private final CacheRuntime runtime;

    private final LocalEntries entries;

    private final InFlightLoads loads;

    private volatile @Nullable SharedLevel level;

    /** By the clock; a transaction that began before must not leave what it sees. */
    private volatile long latest;

    Evictions(CacheRuntime runtime, LocalEntries entries, InFlightLoads loads) {
        this.runtime = runtime;
        this.entries = entries;
        this.loads = loads;
        this.latest = runtime.nanoTime() - Long.MAX_VALUE / 2;
    }

    /** Whether there was any since a moment, by the clock. */
    boolean anySince(long time) {
        return latest - time >= 0;
    }

    void all() {
        inLevel(SharedLevel::evictAll);
        evictedAll();
    }

    void query(String query) {
        inLevel(shared -> shared.evict(query));
        evicted(query);
    }

    void key(QueryKey key) {
        inLevel(shared -> shared.evict(key));
        evicted((key.user() != null) ? key::equals : key::equalsButUser);
    }

    private void inLevel(Consumer<SharedLevel> eviction) {
        SharedLevel shared = level;
        if (shared != null) {
            eviction.accept(shared);
        }
    }

    boolean id(long id) {
        for (CacheEntry entry : entries.all()) {
            if (entry.id() == id) {
                key(entry.key);
                return true;
            }
        }
        return false;
    }

    void user(Object user) {
        invalidate(key -> user.equals(key.user()));
        entries.evictUser(user);
    }

    @Override
    public void evictedAll() {
        invalidate(key -> true);
        entries.clear();
    }

    @Override
    public void evicted(String query) {
        evicted(key -> key.query().toString().equals(query));
    }

    @Override
    public void evicted(Predicate<QueryKey> keys) {
        invalidate(keys);
        entries.evict(keys);
    }

    private void invalidate(Predicate<QueryKey> keys) {
        latest = runtime.nanoTime();
        loads.invalidate(keys);
    }

    @Nullable
    SharedLevel level() {
        return level;
    }

    void setLevel(Function<SharedLevel.Listener, SharedLevel> open) {
        closeLevel();
        level = open.apply(this);
    }

    @Nullable
    SharedLevel detachLevel() {
        SharedLevel present = level;
        level = null;
        return present;
    }

    void attachLevel(SharedLevel detached) {
        level = detached;
    }

    void closeLevel() {
        SharedLevel old = detachLevel();
        if (old != null) {
            old.close();
        }
    }
}
