package dev.connections.samples.ownstarter.chat;

import dev.connections.ConnectionFactory;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.metrics.ResourceGauge;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Opens clients of one chat server.
 *
 * @param ssl the present SSL context, as its bundle may be reloaded
 */
record ChatClientFactory(String connection, URI address, Supplier<@Nullable SSLContext> ssl)
        implements ConnectionFactory<ChatClient> {

    private static final List<ResourceGauge<ChatClient>> FIGURES =
            List.of(new ResourceGauge<>("chat.sent", "Messages that were posted", ChatClient::sent));

    @Override
    public ChatClient connect(Credentials credentials) throws IOException {
        String token = credentials.secret();
        if (token == null) {
            throw new CredentialsRefusedException(
                    connection,
                    "Connection '" + connection + "': no token. Set 'password' or 'auth.registration'",
                    null);
        }
        ChatClient client = new ChatClient(connection, address, token, ssl.get());
        client.signIn();
        return client;
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public boolean isOpen(ChatClient client) {
        return client.isOpen();
    }

    @Override
    public List<ResourceGauge<ChatClient>> gauges() {
        return FIGURES;
    }

    @Override
    public Map<String, Object> target(@Nullable String user) {
        return Map.of("host", address.getHost(), "port", address.getPort());
    }

    @Override
    public String reason(Throwable failure) {
        return failure.getClass().getSimpleName(); // the server may echo the token
    }

    @Override
    public void close(ChatClient client) {
        client.close();
    }
}
