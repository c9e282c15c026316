package dev.connections.autoconfigure.other;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import java.util.Properties;

/** A type of the same simple name as another, with a different resource. */
public class FtpConnectionType implements ConnectionType<Properties, StringBuilder, ManagedConnection<StringBuilder>> {

    @Override
    public ConnectionFactory<StringBuilder> connectionFactory(ConnectionDefinition<Properties> definition) {
        return new ConnectionFactory<>() {

            @Override
            public StringBuilder connect(Credentials credentials) {
                return new StringBuilder("other");
            }

            @Override
            public boolean isOpen(StringBuilder resource) {
                return true;
            }

            @Override
            public void close(StringBuilder resource) {
                resource.setLength(0);
            }
        };
    }

    @Override
    public ManagedConnection<StringBuilder> handle(
            ManagedConnection<StringBuilder> connection, ConnectionDefinition<Properties> definition) {
        return connection;
    }
}
