package dev.connections.autoconfigure.vault;

import java.util.Map;

/** A secret in Vault, as it is now. Safe for use by several threads. */
interface VaultSecret {

    /**
     * Its keys and values, all of one version.
     *
     * @throws RuntimeException if it was never had and cannot be had now
     */
    Map<String, Object> read();

    /** Whether it is made anew for each who asks, with a user of its own. */
    default boolean makesUsers() {
        return false;
    }
}
