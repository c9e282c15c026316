package dev.connections.autoconfigure.vault;

import java.util.Map;
import java.util.function.Predicate;

/** A secret in Vault, as it is now. Safe for use by several threads. */
interface VaultSecret {

    /**
     * Its keys and values, all of one version.
     *
     * @throws RuntimeException if it was never had and cannot be had now
     */
    Map<String, Object> read();

    /**
     * Makes the next {@link #read()} ask Vault for other values than the present ones, if they match. Does not block.
     */
    void invalidate(Predicate<Map<String, Object>> present);

    /** Whether each request creates a separate secret with its own user. */
    default boolean makesUsers() {
        return false;
    }
}
