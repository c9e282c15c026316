package dev.connections.autoconfigure;

import dev.connections.ManagedConnection;
import dev.connections.supervision.Supervision;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * A connection that has been made.
 *
 * @param configuration what it was made of
 * @param settings what stands before the environment, for a connection made at run time, or {@code null}
 * @param supervised what keeps it alive
 * @param handle what its users hold
 */
record MadeConnection<R>(
        ConfiguredConnection configuration,
        @Nullable ConfigurationPropertySource settings,
        Supervision<R> supervised,
        ManagedConnection<R> handle) {

    /** The same connection, made of something else. */
    MadeConnection<R> madeOf(ConfiguredConnection other) {
        return new MadeConnection<>(other, settings, supervised, handle);
    }
}
