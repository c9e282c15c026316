package dev.connections.autoconfigure.registry;

import dev.connections.ManagedConnection;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.StartMode;
import dev.connections.supervision.Supervision;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All connections of an application as health, metrics and management see them. Looking at one opens nothing. Safe for
 * use by several threads.
 */
public interface SupervisedConnections {

    /** The names of all connections, as configured, in order; those made at run time come last. */
    Set<String> names();

    /**
     * What keeps a connection alive.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    Supervision<?> supervised(String name);

    /**
     * Returns the handle of a connection without making its bean, which may depend on the caller.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    ManagedConnection<?> connection(String name);

    /**
     * Opens a connection in the background, unless it is open or has been tried. Returns at once.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    default void open(String name) {
        supervised(name).open();
    }

    /**
     * Returns when a configured connection is opened whose target is set up before it is used. {@code null} for others,
     * and if it is not opened by itself: each user opens it, or another bean, such as a mock, has replaced its handle.
     * Makes no connection.
     *
     * @param name any spelling of its name
     */
    @Nullable
    StartMode startOfSetup(String name);

    /**
     * Returns what is set for a connection, by key, in the defaults or by files too. Values that may hold secrets are
     * masked.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    Map<String, String> settings(String name);

    /**
     * Returns whether a request that fails because the connection is unavailable gets a 503 response.
     *
     * @param name any spelling of the connection's name; {@code true} for one made at run time and since closed
     */
    boolean isUnavailableResponse(String name);

    /**
     * Tells a listener of all connections: now of those that are there, and from now on of those that are made at run
     * time and closed again. It gets one event at a time, in order, and must not wait.
     */
    void addListener(Listener listener);

    /** Listener for connections that are opened and closed at run time. */
    interface Listener {

        /** A connection is there. */
        void added(Supervision<?> connection);

        /** A connection that was made at run time is closed and forgotten. */
        void removed(Supervision<?> connection);
    }
}
