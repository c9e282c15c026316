package dev.connections.autoconfigure.metrics;

import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.supervision.Supervision;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Makes a cached result that is served an event of the observation in whose course it is. */
final class ObservedHits implements SupervisedConnections.Listener {

    private static final Observation.Event HIT = Observation.Event.of("connections.cache.hit", "cached result");

    private static final Observation.Event STALE =
            Observation.Event.of("connections.cache.stale", "cached result that is too old, as its source failed");

    private final ObservationRegistry registry;

    ObservedHits(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void added(Supervision<?> connection) {
        connection.cache().setListener((name, stale) -> served(stale));
    }

    private void served(boolean stale) {
        Observation current = registry.getCurrentObservation();
        if (current != null && !current.isNoop()) {
            current.event(stale ? STALE : HIT);
        }
    }

    @Override
    public void removed(Supervision<?> connection) {
        connection.cache().setListener(null);
    }
}
