package dev.connections.mail.sendgrid;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.support.NetworkReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens clients of SendGrid's API with its own library. Thread-safe. */
public final class SendGridConnectionFactory implements ConnectionFactory<SendGridTransport> {

    private final ConnectionName name;

    private final SendGridSettings settings;

    /**
     * Creates a factory.
     *
     * @param name the connection's name
     * @param settings the settings of SendGrid
     */
    public SendGridConnectionFactory(ConnectionName name, SendGridSettings settings) {
        this.name = Objects.requireNonNull(name, "name");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    @Override
    public SendGridTransport connect(Credentials credentials) throws Exception {
        String apiKey = credentials.secret();
        if (apiKey == null || apiKey.isBlank()) {
            throw new IllegalArgumentException("'api-key' is missing. Set it to a key of SendGrid that may send mail");
        }
        SendGridTransport transport = new SendGridTransport(name.value(), settings, apiKey);
        try {
            transport.checkKey();
        } catch (Throwable ex) {
            transport.close();
            throw ex;
        }
        return transport;
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public boolean isOpen(SendGridTransport transport) {
        return transport.isOpen();
    }

    /** Returns whether the host is reachable; calls of the API would count against the quota. */
    @Override
    public boolean isAlive(SendGridTransport transport) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(settings.url().getHost(), settings.port()), (int)
                    settings.connectTimeout().toMillis());
            return true;
        }
    }

    @Override
    public Map<String, Object> target(@Nullable String user) {
        return Map.of("host", settings.url().getHost(), "port", settings.port());
    }

    @Override
    public @Nullable String reason(Throwable failure) {
        return NetworkReason.of(failure, settings.url().getHost());
    }

    @Override
    public void close(SendGridTransport transport) throws IOException {
        transport.close();
    }
}
