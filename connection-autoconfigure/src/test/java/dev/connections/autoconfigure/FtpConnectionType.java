package dev.connections.autoconfigure;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.FtpConnection.FtpProperties;
import java.net.URI;

/** A type of an application's own. */
@InferredFrom(url = "ftp://", property = "roots")
public class FtpConnectionType implements ConnectionType<FtpProperties, FtpClient, FtpConnection> {

    @Override
    public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<FtpProperties> definition) {
        String url = definition.properties().url();
        if (url == null) {
            throw new IllegalArgumentException("'url' is missing");
        }
        return new FtpConnectionFactory(URI.create(url).getHost());
    }

    @Override
    public FtpConnection handle(
            ManagedConnection<FtpClient> connection, ConnectionDefinition<FtpProperties> definition) {
        return new FtpConnection(connection, definition.properties());
    }
}
