package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The loads in flight: at most one shared load for each key, and loads that no other caller can join. */
final class InFlightLoads {

    private final ConcurrentMap<QueryKey, InFlightLoad> shared = new ConcurrentHashMap<>();

    private final Set<UnsharedLoad> unshared = ConcurrentHashMap.newKeySet();

    /** Registers a shared load. Returns the load of the same key that is in flight already, or {@code null}. */
    @Nullable
    InFlightLoad begin(QueryKey key, InFlightLoad load) {
        return shared.putIfAbsent(key, load);
    }

    /** Unregisters a shared load: new callers do not join it. */
    void end(QueryKey key, InFlightLoad load) {
        shared.remove(key, load);
    }

    UnsharedLoad beginUnshared(QueryKey key) {
        UnsharedLoad load = new UnsharedLoad(key, new InFlightLoad(null));
        unshared.add(load);
        return load;
    }

    void end(UnsharedLoad load) {
        unshared.remove(load);
    }

    /** Invalidates the loads of matching keys and unregisters them. */
    void invalidate(Predicate<QueryKey> keys) {
        shared.forEach((key, load) -> {
            if (keys.test(key)) {
                load.invalidate();
                shared.remove(key, load);
            }
        });
        unshared.forEach(load -> {
            if (keys.test(load.key())) {
                load.load().invalidate();
            }
        });
    }

    /** A load that no other caller can join. */
    record UnsharedLoad(QueryKey key, InFlightLoad load) {}
}
