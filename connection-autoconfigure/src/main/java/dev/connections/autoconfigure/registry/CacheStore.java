package dev.connections.autoconfigure.registry;

import dev.connections.autoconfigure.CacheProperties;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.codec.ResultEncoding;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens what stands behind the caches of connections, for all nodes. A bean. */
public interface CacheStore {

    /** By what names {@code cache.store} may name it; asked while connections are made. */
    Set<String> names();

    /**
     * Opens the level of one connection, without waiting for anything.
     *
     * @param listener gets the evictions of other nodes
     * @throws IllegalArgumentException if it cannot be used as it is configured; the message says why and what to do
     */
    SharedLevel open(SharedCache cache, SharedLevel.Listener listener);

    /**
     * A cache that has something behind it.
     *
     * @param connection the connection's name
     * @param target what its results come from
     * @param role who they are loaded as at the moment
     * @param encoding how they are written
     * @param properties how they are cached
     */
    record SharedCache(
            String connection,
            String target,
            Supplier<@Nullable String> role,
            ResultEncoding encoding,
            CacheProperties properties) {}
}
