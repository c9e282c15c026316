package dev.connections.cache.redis;

import dev.connections.cache.KeyEncoding;
import dev.connections.cache.QueryKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the result of a key is.
 *
 * @param key the key
 * @param digest its digest
 * @param query that of its query
 */
record CacheSlot(QueryKey key, String digest, String query) {

    /** The slot of a key; {@code null} if its result is not shared. */
    static @Nullable CacheSlot of(QueryKey key) {
        String digest = (key.user() == null) ? KeyEncoding.digest(key) : null;
        return (digest != null)
                ? new CacheSlot(key, digest, KeyEncoding.digest(key.query().toString()))
                : null;
    }
}
