package dev.connections.cache.redis;

import dev.connections.cache.keys.KeyEncoding;
import dev.connections.cache.keys.QueryKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the result of a cache key is stored.
 *
 * @param key the cache key
 * @param digest the digest of the key
 * @param query the digest of its query
 * @param role a digest of the role that loads it
 */
record RedisEntryKey(QueryKey key, String digest, String query, String role) {

    private static final int ROLE_LETTERS = 11;

    /** The slot of a key; {@code null} if its result is not shared. */
    static @Nullable RedisEntryKey of(QueryKey key, @Nullable String role, RedisCipher seal) {
        String digest = (key.user() == null) ? KeyEncoding.digest(key) : null;
        return (digest != null)
                ? new RedisEntryKey(
                        key,
                        seal.digest(digest),
                        seal.digest(KeyEncoding.digest(key.query().toString())),
                        roleOf(role, seal))
                : null;
    }

    private static String roleOf(@Nullable String role, RedisCipher seal) {
        return (role != null) ? seal.digest(KeyEncoding.digest(role)).substring(0, ROLE_LETTERS) : "";
    }

    /** Whether a result that is loaded as somebody belongs here. */
    boolean isFor(@Nullable String present, RedisCipher seal) {
        return role.equals(roleOf(present, seal));
    }
}
