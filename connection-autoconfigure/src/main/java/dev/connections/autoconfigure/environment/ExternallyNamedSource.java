package dev.connections.autoconfigure.environment;

/**
 * A property source with a spelling of names that is not the application's: the application's own spelling takes
 * precedence.
 */
public interface ExternallyNamedSource {}
