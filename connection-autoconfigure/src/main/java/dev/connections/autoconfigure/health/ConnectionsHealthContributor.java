package dev.connections.autoconfigure.health;

import dev.connections.autoconfigure.registry.SupervisedConnections;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/**
 * The health of all connections, each by its configured name. The names are there before any connection is made, so
 * that health groups can name them: {@code connections/pet-db}.
 */
final class ConnectionsHealthContributor implements CompositeHealthContributor {

    private final SupervisedConnections connections;

    ConnectionsHealthContributor(SupervisedConnections connections) {
        this.connections = connections;
    }

    /** Takes the exact name only: the members of groups are compared with it letter by letter. */
    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return connections.names().contains(name) ? new ConnectionHealthIndicator(connections, name) : null;
    }

    @Override
    public Stream<Entry> stream() {
        return connections.names().stream()
                .map(name -> new Entry(name, new ConnectionHealthIndicator(connections, name)));
    }
}
