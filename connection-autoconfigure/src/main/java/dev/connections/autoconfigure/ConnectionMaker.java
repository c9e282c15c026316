package dev.connections.autoconfigure;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Makes connections of what is configured: the factory, the supervisor around it, and the handle upon that. */
final class ConnectionMaker {

    private final ConfigurableListableBeanFactory beanFactory;

    ConnectionMaker(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /** @throws InvalidConnectionsException if the type cannot use the settings */
    ConnectionFactory<?> makeFactory(ConfiguredConnection connection) {
        try {
            return type(connection).connectionFactory(definition(connection));
        } catch (IllegalArgumentException ex) {
            InvalidConnectionsException invalid = new InvalidConnectionsException(
                    connection.name().value(),
                    List.of(new ConnectionProblem(
                            "connections." + connection.name(), null, "cannot be used: " + ex.getMessage())));
            invalid.initCause(ex);
            throw invalid;
        }
    }

    <R> MadeConnection<R> make(ConfiguredConnection connection, ConnectionFactory<R> factory) {
        SupervisedConnection<R> supervised = new SupervisedConnection<>(
                connection.name(),
                connection.typeName(),
                factory,
                CredentialsProvider.of(credentials(connection)),
                connection.common().supervision());
        ManagedConnection<R> handle = supervised;
        if (connection.type() != null) {
            ConnectionType<Object, R, ?> type = type(connection);
            handle = type.handle(supervised, definition(connection));
        }
        return new MadeConnection<>(supervised, handle);
    }

    private Credentials credentials(ConfiguredConnection connection) {
        Credentials ofType = (connection.type() != null)
                ? type(connection).credentials(definition(connection).properties())
                : Credentials.none();
        String username = connection.common().getUsername();
        String password = connection.common().getPassword();
        String user = (username != null) ? username : ofType.user();
        // The secret of one user is never sent with the name of another.
        @Nullable
        String secret = (password == null && Objects.equals(user, ofType.user())) ? ofType.secret() : password;
        return Credentials.of(user, secret);
    }

    private static ConnectionDefinition<Object> definition(ConfiguredConnection connection) {
        return new ConnectionDefinition<>(connection.name(), Objects.requireNonNull(connection.properties()));
    }

    @SuppressWarnings("unchecked")
    private <R> ConnectionType<Object, R, ?> type(ConfiguredConnection connection) {
        TypeDescriptor type = Objects.requireNonNull(connection.type());
        Object bean = (type.beanName() != null)
                ? beanFactory.getBean(type.beanName())
                : beanFactory.createBean(type.typeClass());
        return (ConnectionType<Object, R, ?>) bean;
    }
}
