package dev.connections.autoconfigure;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/** Decides where the credentials of a connection come from. */
final class ConnectionCredentials {

    private final LiveEnvironment environment;

    ConnectionCredentials(LiveEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The provider for one connection.
     *
     * @param settings what stands before the environment, or {@code null}
     * @param ofType the credentials that the properties of the connection's type hold
     */
    CredentialsProvider of(
            ConfiguredConnection connection,
            @Nullable ConfigurationPropertySource settings,
            Function<@Nullable Object, Credentials> ofType) {
        return new SettledCredentials(
                connection.name().value(), new CredentialsInProperties(connection, environment, settings, ofType));
    }
}
