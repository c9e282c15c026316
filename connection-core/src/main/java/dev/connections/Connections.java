package dev.connections;

import java.util.Map;
import java.util.Set;

/** The connections of an application, by name. All methods accept any spelling of a name. Thread-safe. */
public interface Connections {

    /**
     * Returns the connection with a name.
     *
     * @param handle the type of the handle
     * @throws UnknownConnectionException if there is no connection with the name
     * @throws ConnectionException if the connection has another type of handle
     */
    <H extends ManagedConnection<?>> H get(String name, Class<H> handle);

    /**
     * Returns the connection with a name, of any type.
     *
     * @throws UnknownConnectionException if there is no connection with the name
     */
    ManagedConnection<?> get(String name);

    /** Returns the names of all connections, as configured, in order. */
    Set<String> names();

    /** Returns the current state of each connection, by name, in order. */
    Map<String, ConnectionState> states();

    /**
     * Creates a connection at run time. It falls back to the configured defaults as any other connection, and is
     * closed by {@link #close} or with the application.
     *
     * @param handle the type of the handle
     * @param properties the properties below {@code connections.<name>.}, such as {@code url}
     * @throws ConnectionException if the name is taken, or the properties cannot be used; its message lists all
     *     problems
     */
    <H extends ManagedConnection<?>> H open(String name, Class<H> handle, Map<String, ?> properties);

    /**
     * Closes and removes a connection that {@link #open} created. Calls in flight finish first, within the
     * connection's {@code close-timeout}.
     *
     * @throws UnknownConnectionException if there is no connection with the name
     * @throws ConnectionException if the connection is a configured one
     */
    void close(String name);

    /**
     * Reloads the configuration of a connection from the current property sources: opens a resource with it, and
     * then replaces the current resource, which is closed after its last use. The handle stays the same. A
     * connection that has not been opened is not opened. Changed credentials alone need no reload.
     *
     * @throws UnknownConnectionException if there is no connection with the name
     * @throws ConnectionException if the new configuration cannot be used, in which case the message lists all
     *     problems, or if no resource can be opened with it; an open connection keeps its previous configuration
     */
    void reload(String name);
}
