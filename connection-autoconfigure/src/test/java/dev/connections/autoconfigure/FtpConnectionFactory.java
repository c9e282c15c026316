package dev.connections.autoconfigure;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import java.util.concurrent.atomic.AtomicInteger;

/** A factory of an application's own. */
public final class FtpConnectionFactory implements ConnectionFactory<FtpClient> {

    final AtomicInteger closed = new AtomicInteger();

    private final String host;

    public FtpConnectionFactory(String host) {
        this.host = host;
    }

    @Override
    public FtpClient connect(Credentials credentials) {
        return new FtpClient(host, credentials.user() + ":" + credentials.secret());
    }

    @Override
    public boolean isOpen(FtpClient client) {
        return client.open;
    }

    @Override
    public void close(FtpClient client) {
        client.open = false;
        closed.incrementAndGet();
    }
}
