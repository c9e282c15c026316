package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionFactory;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.supervision.Supervision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * A connection that has been made.
 *
 * @param configuration what it was made of
 * @param settings what stands before the environment, for a connection made at run time, or {@code null}
 * @param supervised what keeps it alive
 * @param handle what its users hold
 * @param factory what was made to open it, and is closed with it; {@code null} if the application brings its own
 */
record RegisteredConnection<R>(
        ConfiguredConnection configuration,
        @Nullable ConfigurationPropertySource settings,
        Supervision<R> supervised,
        ManagedConnection<? super R> handle,
        @Nullable ConnectionFactory<?> factory) {

    private static final Logger logger = LoggerFactory.getLogger(RegisteredConnection.class);

    /** The same connection, made of something else. */
    RegisteredConnection<R> madeOf(ConfiguredConnection other, @Nullable ConnectionFactory<?> otherFactory) {
        return new RegisteredConnection<>(other, settings, supervised, handle, otherFactory);
    }

    /** Closes the connection, and then what its factory holds. */
    void close() {
        supervised.close();
        closeFactory();
    }

    /** Closes what the factory holds beside its resources, which may still be in use. */
    void closeFactory() {
        if (factory instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception ex) {
                logger.warn("The factory of connection '{}' could not be closed", configuration.name(), ex);
            }
        }
    }
}
