package dev.connections.samples.ownstarter;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.time.Duration;

/** Opens clients of one daemon, which has no users. */
record ClamdFactory(String host, int port, Duration readTimeout) implements ConnectionFactory<Clamd> {

    @Override
    public Clamd connect(Credentials credentials) throws IOException {
        Clamd clamd = new Clamd(host, port, readTimeout);
        clamd.ping();
        return clamd;
    }

    @Override
    public boolean isOpen(Clamd clamd) {
        return clamd.isOpen();
    }

    @Override
    public boolean isAlive(Clamd clamd) throws IOException {
        clamd.ping();
        return true;
    }

    @Override
    public void close(Clamd clamd) {
        clamd.close();
    }
}
