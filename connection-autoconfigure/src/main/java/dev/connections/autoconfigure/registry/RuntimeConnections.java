package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionException;
import dev.connections.ConnectionName;
import dev.connections.autoconfigure.registry.SupervisedConnections.Listener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/** The connections that are made at run time, and their listeners, in order. Safe for use by several threads. */
final class RuntimeConnections {

    private final Map<ConnectionName, RegisteredConnection<?>> connections = new LinkedHashMap<>();

    private final List<Listener> listeners = new ArrayList<>();

    private boolean closed;

    synchronized @Nullable RegisteredConnection<?> find(ConnectionName name) {
        return connections.get(name);
    }

    synchronized List<String> names() {
        return connections.keySet().stream().map(ConnectionName::value).toList();
    }

    synchronized List<RegisteredConnection<?>> all() {
        return List.copyOf(connections.values());
    }

    /** @throws ConnectionException if the name is taken */
    synchronized void add(ConnectionName name, RegisteredConnection<?> connection, boolean taken) {
        Assert.state(!closed, "The application is shutting down; no connection can be opened any more");
        if (taken || connections.containsKey(name)) {
            throw new ConnectionException(name.value(), "There is a connection '" + name + "' already", null);
        }
        connections.put(name, connection);
        listeners.forEach(listener -> listener.added(connection.supervised()));
    }

    synchronized void replace(ConnectionName name, RegisteredConnection<?> connection) {
        connections.replace(name, connection);
    }

    /** Forgets a connection; {@code null} if there is none of that name. */
    synchronized @Nullable RegisteredConnection<?> remove(ConnectionName name) {
        RegisteredConnection<?> removed = connections.remove(name);
        if (removed != null) {
            listeners.forEach(listener -> listener.removed(removed.supervised()));
        }
        return removed;
    }

    /** Tells a listener of those that are there, and from now on of those that come and go. */
    synchronized void addListener(Listener listener) {
        connections.values().forEach(connection -> listener.added(connection.supervised()));
        listeners.add(listener);
    }

    /** Forgets all, and takes no more. */
    synchronized void close() {
        closed = true;
        connections.clear();
    }
}
