package dev.connections;

import java.util.Map;
import java.util.Set;

/** All connections of an application, by name. Any spelling of a name will do. Safe for use by several threads. */
public interface Connections {

    /**
     * The connection of a name.
     *
     * @param handle the type of the handle
     * @throws UnknownConnectionException if there is none of that name
     * @throws ConnectionException if it has another type of handle
     */
    <H extends ManagedConnection<?>> H get(String name, Class<H> handle);

    /**
     * The connection of a name, whatever its type.
     *
     * @throws UnknownConnectionException if there is none of that name
     */
    ManagedConnection<?> get(String name);

    /** The names of all connections, as configured, in order. */
    Set<String> names();

    /** The present state of every connection, by name, in order. */
    Map<String, ConnectionState> states();

    /**
     * Makes a connection that is only known at run time. It falls back to the configured defaults as any other, and is
     * closed by {@link #close} or with the application.
     *
     * @param handle the type of the handle
     * @param properties what would stand under {@code connections.<name>.}, such as {@code url}
     * @throws ConnectionException if the name is taken, or the properties cannot be used; its message lists all problems
     */
    <H extends ManagedConnection<?>> H open(String name, Class<H> handle, Map<String, ?> properties);

    /**
     * Closes a connection that {@link #open} made, and forgets it. Uses in flight finish first, within the connection's
     * {@code close-timeout}.
     *
     * @throws UnknownConnectionException if there is none of that name
     * @throws ConnectionException if it is a configured one
     */
    void close(String name);

    /**
     * Configures a connection anew, from the property sources as they are now: opens a resource as they say, and then
     * replaces the present one, which is closed after its last use. Its handle stays the same. A connection that has not been
     * opened stays so. Changed credentials alone need no reload.
     *
     * @throws UnknownConnectionException if there is none of that name
     * @throws ConnectionException if what is configured now cannot be used, in which case its message lists all problems, or
     *     if nothing can be opened with it; a connection that is open then goes on as it was
     */
    void reload(String name);
}
