package dev.connections.cache.advice;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.NearestName;
import dev.connections.cache.QueryCache;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection that an annotation names. Looked up when it is needed. Safe for use by several threads. */
final class ConnectionReference {

    private final Supplier<Connections> connections;

    private final String name;

    private volatile @Nullable ManagedConnection<?> found;

    /** @param name in any spelling; empty for the only one there is */
    ConnectionReference(Supplier<Connections> connections, String name) {
        this.connections = connections;
        this.name = name;
    }

    /**
     * The results of the connection.
     *
     * @throws IllegalStateException if there is none of that name; or no name, and not exactly one connection
     */
    QueryCache cache() {
        ManagedConnection<?> connection = found;
        return ((connection != null) ? connection : find()).cache();
    }

    private ManagedConnection<?> find() {
        Connections all = connections.get();
        String problem = problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
        ManagedConnection<?> connection =
                all.get(name.isEmpty() ? all.names().iterator().next() : name);
        found = connection;
        return connection;
    }

    /** Why there is no such connection, as the rest of a sentence; {@code null} if there is one. Opens nothing. */
    @Nullable
    String problem() {
        Set<String> names = connections.get().names();
        if (names.isEmpty()) {
            return "needs a connection, but none is configured. Configure one, such as 'connections."
                    + (name.isEmpty() ? "my-db" : name) + ".url'";
        }
        if (name.isEmpty()) {
            return (names.size() == 1)
                    ? null
                    : "does not say which connection. Set 'connection' to one of: " + String.join(", ", names);
        }
        boolean known = ConnectionName.isValid(name)
                && names.stream().anyMatch(each -> new ConnectionName(each).equals(new ConnectionName(name)));
        return known ? null : "names connection '" + name + "', which there is not. " + NearestName.hint(name, names);
    }

    /** Returns whether the connection is closed. A connection opened at run time may be closed and opened again. */
    boolean isClosed() {
        ManagedConnection<?> connection = found;
        if (connection == null || connection.state() != ConnectionState.CLOSED) {
            return false;
        }
        found = null;
        return true;
    }
}
