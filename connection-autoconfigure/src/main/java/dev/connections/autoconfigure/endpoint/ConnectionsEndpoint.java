package dev.connections.autoconfigure.endpoint;

import dev.connections.ConnectionState;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.diagnostics.ConnectionReport;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.cache.QueryCache;
import dev.connections.supervision.ConnectionHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** Shows connections and resets them. What it shows holds no secret. Looking at connections asks no target. */
@Endpoint(id = "connections")
public final class ConnectionsEndpoint {

    private final SupervisedConnections connections;

    /** @param connections the connections to show */
    public ConnectionsEndpoint(SupervisedConnections connections) {
        this.connections = connections;
    }

    /** All connections. */
    @ReadOperation
    public ConnectionsDescriptor connections() {
        Map<String, ConnectionDescriptor> all = new LinkedHashMap<>();
        for (String name : connections.names()) {
            try {
                ConnectionReport report = connection(name);
                all.put(name, new ConnectionDescriptor(report.type(), report.state(), report.since()));
            } catch (UnknownConnectionException ignored) {
                // made at run time, and closed meanwhile
            }
        }
        return new ConnectionsDescriptor(all);
    }

    /**
     * One connection.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    @ReadOperation
    public ConnectionReport connection(@Selector String name) {
        return ConnectionReport.of(connections.supervised(name));
    }

    /**
     * What support needs to know of one connection.
     *
     * @param name any spelling of its name
     * @param part {@code diagnostics}
     * @return {@code null} for any other part
     * @throws UnknownConnectionException if there is none of that name
     */
    @ReadOperation
    public @Nullable ConnectionDiagnostics diagnostics(@Selector String name, @Selector String part) {
        if (!part.equals("diagnostics")) {
            return null;
        }
        ConnectionReport report = connection(name);
        ConnectionHistory history = connections.supervised(name).history();
        return new ConnectionDiagnostics(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                report,
                history.changes(),
                history.failures(),
                connections.settings(name));
    }

    /**
     * Resets one connection: the next use opens a fresh resource, uses in flight finish on the old one. Tells how it is
     * then.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    @WriteOperation
    public ConnectionReport reset(@Selector String name) {
        connections.supervised(name).reset();
        return connection(name);
    }

    /**
     * Removes a cached result of one connection, or all.
     *
     * @param name any spelling of its name
     * @param result the id of the result, or {@code cache} for all
     * @return whether there was anything of that id
     * @throws UnknownConnectionException if there is no connection of that name
     */
    @DeleteOperation
    public boolean evict(@Selector String name, @Selector String result) {
        QueryCache cache = connections.supervised(name).cache();
        if (result.equals("cache")) {
            cache.clear();
            return true;
        }
        try {
            return cache.evict(Long.parseLong(result));
        } catch (NumberFormatException ex) {
            return false;
        }
    }

    /**
     * What support needs to know of one connection. Nothing in it is a secret.
     *
     * @param time the time of the request
     * @param connection the connection with its pool, counts and cache
     * @param states the last changes of its state, oldest first
     * @param failures the last failures to open it, oldest first
     * @param settings what is set for it; values that may hold secrets are masked
     */
    public record ConnectionDiagnostics(
            Instant time,
            ConnectionReport connection,
            List<ConnectionHistory.Change> states,
            List<ConnectionHistory.Failure> failures,
            Map<String, String> settings)
            implements OperationResponseBody {}

    /**
     * All connections.
     *
     * @param connections what there is to say of each in short, by name
     */
    public record ConnectionsDescriptor(Map<String, ConnectionDescriptor> connections)
            implements OperationResponseBody {}

    /**
     * One of them.
     *
     * @param type the connection's type
     * @param state the state
     * @param since since when it is so
     */
    public record ConnectionDescriptor(String type, ConnectionState state, Instant since) {}
}
