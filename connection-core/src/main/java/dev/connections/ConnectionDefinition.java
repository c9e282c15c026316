package dev.connections;

/**
 * The name and properties that a {@link ConnectionType} creates a connection from. Immutable and thread-safe if the
 * properties are.
 *
 * @param name the connection's name
 * @param properties the type's properties, bound from {@code connections.<name>.*} and the defaults
 * @param login whether each user opens the connection with credentials of their own
 * @param <P> the type's properties
 */
public record ConnectionDefinition<P>(ConnectionName name, P properties, boolean login) {

    /** A connection that all users share. */
    public ConnectionDefinition(ConnectionName name, P properties) {
        this(name, properties, false);
    }
}
