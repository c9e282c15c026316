package dev.connections.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The loads that are under way: one for each key that others may join, and those that are for their caller alone. */
final class Flights {

    private final ConcurrentMap<QueryKey, Flight> shared = new ConcurrentHashMap<>();

    private final Set<Alone> alone = ConcurrentHashMap.newKeySet();

    /** Begins a load, unless there is one of the same key: that one is returned. */
    @Nullable
    Flight begin(QueryKey key, Flight flight) {
        return shared.putIfAbsent(key, flight);
    }

    /** Callers who come from now on do not join it. */
    void end(QueryKey key, Flight flight) {
        shared.remove(key, flight);
    }

    Alone beginAlone(QueryKey key) {
        Alone load = new Alone(key, new Flight(null));
        alone.add(load);
        return load;
    }

    void end(Alone load) {
        alone.remove(load);
    }

    /** Those of such keys leave no entry and are joined by nobody from now on. */
    void invalidate(Predicate<QueryKey> keys) {
        shared.forEach((key, flight) -> {
            if (keys.test(key)) {
                flight.invalidate();
                shared.remove(key, flight);
            }
        });
        alone.forEach(load -> {
            if (keys.test(load.key)) {
                load.flight.invalidate();
            }
        });
    }

    /** A load that nobody can join. Not a record: two of the same key are not equal. */
    static final class Alone {

        private final QueryKey key;

        final Flight flight;

        private Alone(QueryKey key, Flight flight) {
            this.key = key;
            this.flight = flight;
        }
    }
}
