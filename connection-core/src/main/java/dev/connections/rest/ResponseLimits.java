package dev.connections.rest;

import dev.connections.Internal;

/**
 * What a connection accepts from its server. Immutable.
 *
 * @param maxSize how many bytes of a response are read into memory at most, after decompression
 * @param maxRedirects how many redirects a request follows
 * @param compression whether responses may be compressed
 */
@Internal
public record ResponseLimits(long maxSize, int maxRedirects, boolean compression) {

    private static final long DEFAULT_SIZE = 64L * 1024 * 1024;

    private static final int DEFAULT_REDIRECTS = 10;

    public ResponseLimits {
        if (maxSize < 1 || maxRedirects < 0) {
            throw new IllegalArgumentException("maxSize must be positive, maxRedirects must not be negative");
        }
    }

    /** 64 MB, ten redirects, compressed. */
    public static ResponseLimits defaults() {
        return new ResponseLimits(DEFAULT_SIZE, DEFAULT_REDIRECTS, true);
    }
}
