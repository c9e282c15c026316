package dev.connections.snowflake.driver;

import java.security.PrivateKey;

/** Where the private key of key-pair authentication is. Asked for each login, so that a key can be replaced. */
@FunctionalInterface
public interface PrivateKeySource {

    /**
     * The key.
     *
     * @throws Exception if it cannot be had; its message holds no part of the key
     */
    PrivateKey get() throws Exception;
}
