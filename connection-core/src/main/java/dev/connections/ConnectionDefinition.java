package dev.connections;

/**
 * What a {@link ConnectionType} makes a connection of. As immutable, and as safe for use by several threads, as the properties
 * are.
 *
 * @param name the connection's name
 * @param properties the type's properties, bound from {@code connections.<name>.*} and the defaults
 * @param <P> the type's properties
 */
public record ConnectionDefinition<P>(ConnectionName name, P properties) {}
