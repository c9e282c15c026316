package dev.connections.snowflake.driver;

import java.security.PrivateKey;

/** Provides the private key for key-pair authentication. Called for each login, so that a key can be rotated. */
@FunctionalInterface
public interface PrivateKeySource {

    /**
     * Returns the key.
     *
     * @throws Exception if the key is unavailable; the message holds no part of the key
     */
    PrivateKey get() throws Exception;
}
