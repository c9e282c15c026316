package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.CredentialsProvider;

/**
 * The factory, the credentials and the settings of a connection. Replaced as a whole by a reload.
 *
 * @param factory opens, checks and closes the resource
 * @param details what the factory tells for health and metrics
 * @param credentialsProvider who to open as; asked at each opening
 * @param settings the timeouts and the recovery
 */
record Source<R>(
        ConnectionFactory<R> factory,
        FactoryDetails<R> details,
        CredentialsProvider credentialsProvider,
        SupervisionSettings settings) {

    /** @param name the connection's name */
    Source(
            String name,
            ConnectionFactory<R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings) {
        this(factory, new FactoryDetails<>(name, factory), credentialsProvider, settings);
    }
}
