package dev.connections.samples.ownstarter;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.ManagedConnection;
import java.util.Objects;

/** The type {@code clamav}. */
public final class ClamavConnectionType implements ConnectionType<ClamavProperties, Clamd, ClamavConnection> {

    @Override
    public ConnectionFactory<Clamd> connectionFactory(ConnectionDefinition<ClamavProperties> definition) {
        ClamavProperties properties = definition.properties();
        return new ClamdFactory(Objects.requireNonNull(properties.host()), properties.port(), properties.readTimeout());
    }

    @Override
    public ClamavConnection handle(
            ManagedConnection<Clamd> connection, ConnectionDefinition<ClamavProperties> definition) {
        return new ClamavConnection(connection);
    }
}
