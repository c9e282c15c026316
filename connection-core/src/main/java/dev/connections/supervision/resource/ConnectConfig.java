package dev.connections.supervision.resource;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionSettings;

/**
 * The factory, the credentials and the settings of a connection. Replaced as a whole by a reload.
 *
 * @param factory opens, checks and closes the resource
 * @param details the factory's gauges, timers and target
 * @param credentialsProvider provides the credentials of each attempt
 * @param settings the timeouts and the recovery
 */
public record ConnectConfig<R>(
        ConnectionFactory<R> factory,
        FactoryDetails<R> details,
        CredentialsProvider credentialsProvider,
        SupervisionSettings settings) {

    /**
     * Creates the configuration of a connection.
     *
     * @param name the connection's name
     * @param factory which may work on a more specific resource than the users of the connection
     */
    public static <R> ConnectConfig<R> of(
            String name,
            ConnectionFactory<? extends R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings) {
        ConnectionFactory<R> narrowed = narrow(factory);
        return new ConnectConfig<>(
                narrowed, new FactoryDetails<>(name, narrowed, settings), credentialsProvider, settings);
    }

    @SuppressWarnings("unchecked") // a factory gets only the resources that it has opened itself
    private static <R> ConnectionFactory<R> narrow(ConnectionFactory<? extends R> factory) {
        return (ConnectionFactory<R>) factory;
    }
}
