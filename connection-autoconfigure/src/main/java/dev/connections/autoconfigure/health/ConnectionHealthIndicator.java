package dev.connections.autoconfigure.health;

import dev.connections.ConnectionState;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.diagnostics.ConnectionReport;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.cache.SharedLevel;
import dev.connections.supervision.Supervision;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The last known state of one connection. Sends no request to the target, so it returns at once. */
final class ConnectionHealthIndicator implements HealthIndicator {

    private final SupervisedConnections connections;

    private final String name;

    ConnectionHealthIndicator(SupervisedConnections connections, String name) {
        this.connections = connections;
        this.name = name;
    }

    @Override
    public @Nullable Health health() {
        try {
            Supervision<?> connection = connections.supervised(name);
            return health(ConnectionReport.of(connection), connection.cache().level());
        } catch (UnknownConnectionException ex) {
            // made at run time, and closed since its health was requested
            return null;
        }
    }

    private static Health health(ConnectionReport report, @Nullable SharedLevel level) {
        Health.Builder health = Health.status(status(report.state()))
                .withDetail("type", report.type())
                .withDetail("state", report.state().name());
        report.target().forEach(health::withDetail);
        health.withDetail("since", report.since().toString());
        if (report.lastAnswer() != null) {
            health.withDetail("lastAnswer", report.lastAnswer().toString());
        }
        if (report.ageMillis() != null) {
            health.withDetail("ageMillis", report.ageMillis());
        }
        if (report.error() != null) {
            health.withDetail("error", report.error());
        }
        if (report.reason() != null) {
            health.withDetail("reason", report.reason());
        }
        health.withDetail("circuit", report.circuit());
        if (report.nextAttempt() != null) {
            health.withDetail("nextAttempt", report.nextAttempt().toString());
        }
        if (level != null) {
            // without it the connection works, and each node loads for itself
            health.withDetail(
                    "sharedCache", level.isAvailable() ? Status.UP.getCode() : ConnectionState.DEGRADED.name());
        }
        report.gauges().forEach(health::withDetail);
        return health.build();
    }

    static Status status(ConnectionState state) {
        return switch (state) {
            case NEW, CONNECTING -> Status.UNKNOWN;
            case UP, DEGRADED -> Status.UP;
            case DOWN, REFUSED -> Status.DOWN;
            case CLOSED -> Status.OUT_OF_SERVICE;
        };
    }
}
