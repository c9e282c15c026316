package dev.connections.samples.ownstarter.chat;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.autoconfigure.ReadsSettingsFiles;
import dev.connections.autoconfigure.oauth2.OAuth2Tokens;
import dev.connections.credentials.CredentialsProvider;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;

/** The type {@code chat}. */
// tag::type[]
@InferredFrom(url = {"chat://", "chats://"})
@ReadsSettingsFiles(ChatSettingsFile.class)
@LoginDefaults(form = "token", options = "room=lobby")
public final class ChatConnectionType implements ConnectionType<ChatProperties, ChatClient, ChatConnection> {

    private final ObjectProvider<SslBundles> sslBundles;

    private final OAuth2Tokens tokens;

    private final ObjectProvider<ObservationRegistry> observations;

    ChatConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            OAuth2Tokens tokens,
            ObjectProvider<ObservationRegistry> observations) {
        this.sslBundles = sslBundles;
        this.tokens = tokens;
        this.observations = observations;
    }

    @Override
    public ConnectionFactory<ChatClient> connectionFactory(ConnectionDefinition<ChatProperties> definition) {
        ChatProperties properties = definition.properties();
        NamedSslBundle bundle = bundle(properties);
        return new ChatClientFactory(definition.name().value(), properties.address(), () -> ssl(bundle));
    }

    private @Nullable NamedSslBundle bundle(ChatProperties properties) {
        String name = properties.getSslBundle();
        return (name != null) ? new NamedSslBundle(sslBundles, "ssl-bundle", name) : null;
    }

    private static @Nullable SSLContext ssl(@Nullable NamedSslBundle bundle) {
        return (bundle != null) ? bundle.get().createSslContext() : null;
    }

    @Override
    public ChatConnection handle(
            ManagedConnection<ChatClient> connection, ConnectionDefinition<ChatProperties> definition) {
        return new ChatConnection(
                connection, ChatSettings.of(definition), observations.getIfUnique(() -> ObservationRegistry.NOOP));
    }

    @Override
    public Runnable reconfigure(ChatConnection handle, ConnectionDefinition<ChatProperties> definition) {
        ChatSettings settings = ChatSettings.of(definition);
        return () -> handle.use(settings);
    }

    @Override
    public @Nullable CredentialsProvider credentialsProvider(ConnectionDefinition<ChatProperties> definition) {
        String registration = definition.properties().getAuth().getRegistration();
        return (registration != null)
                ? tokens.of(registration, definition.name(), Duration.ofSeconds(5), Duration.ofSeconds(10))
                : null;
    }
}
// end::type[]
