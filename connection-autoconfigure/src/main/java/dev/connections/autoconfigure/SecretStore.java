package dev.connections.autoconfigure;

import dev.connections.credentials.CredentialsProvider;

/** A store of secrets that connections name in their properties. */
public interface SecretStore {

    /**
     * The provider for one connection. Must not ask the store yet.
     *
     * @param connection the connection's name
     * @param settings where in the store the credentials are; the path is set
     * @param configured what the connection's own properties say, for what the secret does not
     */
    CredentialsProvider provider(
            String connection, CredentialsProperties.Vault settings, CredentialsProvider configured);
}
