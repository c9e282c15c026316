package dev.connections.cache.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What one node tells all: a letter, who tells it, and a digest.
 *
 * @param kind what has happened
 * @param node to whom
 * @param digest of the key or query that it is about; empty if it is about all
 */
record EvictionMessage(Kind kind, String node, String digest) {

    enum Kind {
        STORED('s'),
        /** A load has left no result. */
        NONE('n'),
        EVICTED_ALL('a'),
        EVICTED_QUERY('q'),
        EVICTED_KEY('k');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /** {@code null} if it is none that this release knows. */
    static @Nullable EvictionMessage of(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(":", -1);
        for (Kind kind : Kind.values()) {
            if (parts.length == 3 && parts[0].equals(String.valueOf(kind.letter))) {
                return new EvictionMessage(kind, parts[1], parts[2]);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return kind.letter + ":" + node + ':' + digest;
    }
}
