package dev.connections.cache.redis;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a level uses Redis. Immutable.
 *
 * @param prefix what all names in Redis begin with
 * @param lease for how long the others wait for a node that has died while it loads; a living one takes as long as
 *     it needs
 * @param timeout how long a caller waits for an answer of Redis at most
 * @param maxEntrySize how many bytes a result takes at most, as it is stored; a larger one is not shared
 * @param secret hides names and values from those who can read them in Redis; the same on all nodes. {@code null}
 *     for none: then arguments can be guessed, and values read
 */
public record RedisLevelSettings(
        String prefix, Duration lease, Duration timeout, long maxEntrySize, @Nullable String secret) {

    /** The default of {@link #prefix}. */
    public static final String DEFAULT_PREFIX = "connections:";

    /** The default of {@link #lease}. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(5);

    /** The default of {@link #timeout}. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(500);

    /** The default of {@link #maxEntrySize}: 16 MB. */
    public static final long DEFAULT_MAX_ENTRY_SIZE = 16L * 1024 * 1024;

    /** @throws IllegalArgumentException if a time or the size is not positive, or the secret is blank */
    public RedisLevelSettings {
        Objects.requireNonNull(prefix, "prefix");
        if (lease.toMillis() <= 0 || timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("lease and timeout must be a millisecond at least");
        }
        if (secret != null && secret.isBlank()) {
            throw new IllegalArgumentException("secret must not be blank");
        }
        if (maxEntrySize <= 0) {
            throw new IllegalArgumentException("maxEntrySize must be positive");
        }
    }

    /** All as by default. */
    public static RedisLevelSettings defaults() {
        return new RedisLevelSettings(DEFAULT_PREFIX, DEFAULT_LEASE, DEFAULT_TIMEOUT, DEFAULT_MAX_ENTRY_SIZE, null);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RedisLevelSettings[prefix=" + prefix + ", lease=" + lease + ", timeout=" + timeout + ", maxEntrySize="
                + maxEntrySize + "]";
    }
}
