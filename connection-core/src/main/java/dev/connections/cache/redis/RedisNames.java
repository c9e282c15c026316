package dev.connections.cache.redis;

import dev.connections.cache.keys.KeyEncoding;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The names of one connection in Redis. All have the same hash tag, so that a cluster keeps them on one node, where a
 * script can see them together. What a connection's results come from is part of them: connections of the same name
 * that lead elsewhere share nothing.
 */
final class RedisNames {

    private static final int TARGET_LETTERS = 16;

    private final String base;

    RedisNames(String prefix, String connection, String target, RedisCipher seal) {
        String digest = seal.digest(KeyEncoding.digest(target));
        this.base = prefix + '{' + connection + ':' + digest.substring(0, TARGET_LETTERS) + "}:";
    }

    /** What results are valid: a hash. */
    byte[] generations() {
        return bytes(base + "generations");
    }

    /** A result. */
    byte[] value(String digest) {
        return bytes(base + "value:" + digest);
    }

    /** Who loads a result: a hash. */
    byte[] lease(String digest) {
        return bytes(base + "lease:" + digest);
    }

    /** A place for a result that is on its way. */
    byte[] passing() {
        return bytes(base + "passing:" + UUID.randomUUID());
    }

    /** What the nodes tell each other. */
    byte[] channel() {
        return bytes(base + "events");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
