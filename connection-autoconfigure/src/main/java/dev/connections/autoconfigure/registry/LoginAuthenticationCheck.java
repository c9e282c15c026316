package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionFactory;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.LoginDefinition;

/** Refuses connections with {@code login} that accept any credentials, because opening them does not authenticate. */
final class LoginAuthenticationCheck {

    private LoginAuthenticationCheck() {}

    /** @throws InvalidConnectionsException if the factory does not authenticate, and no OAuth2 provider does */
    static void require(ConfiguredConnection connection, ConnectionFactory<?> factory) {
        LoginDefinition login = connection.login();
        if (login == null || login.properties().oauth2() != null || factory.authenticates()) {
            return;
        }
        throw InvalidConnectionsException.of(
                connection.name(),
                "login",
                "would accept every user, because "
                        + factory.getClass().getName()
                        + " does not declare that connect authenticates with the target. Let "
                        + "connect throw a CredentialsRefusedException for wrong credentials, "
                        + "and authenticates() return true.");
    }
}
