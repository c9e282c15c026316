package dev.connections.autoconfigure.vault;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret without a lease: it is read again at an interval, and when the time to live that Vault announces for it is
 * over. When it cannot be read again, what was read before goes on.
 */
final class PolledSecret implements VaultSecret {

    private static final Logger logger = LoggerFactory.getLogger(PolledSecret.class);

    /** Vault may be a little late when it rotates a static role. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final String path;

    private final Duration interval;

    private final Supplier<Map<String, Object>> reading;

    private final LongSupplier nanoTime;

    private @Nullable Map<String, Object> known;

    private long due;

    private boolean unreadable;

    private volatile boolean invalid;

    PolledSecret(String path, Duration interval, Supplier<Map<String, Object>> reading) {
        this(path, interval, reading, System::nanoTime);
    }

    PolledSecret(String path, Duration interval, Supplier<Map<String, Object>> reading, LongSupplier nanoTime) {
        this.path = path;
        this.interval = interval;
        this.reading = reading;
        this.nanoTime = nanoTime;
    }

    /** Takes it for read just now, with those values. */
    synchronized PolledSecret startingWith(Map<String, Object> values) {
        keep(values);
        return this;
    }

    @Override
    public synchronized Map<String, Object> read() {
        Map<String, Object> before = known;
        if (before == null) {
            return keep(reading.get());
        }
        if (!invalid && nanoTime.getAsLong() - due < 0) {
            return before;
        }
        try {
            Map<String, Object> read = keep(reading.get());
            unreadable = false;
            return read;
        } catch (RuntimeException ex) {
            if (!unreadable) {
                unreadable = true;
                logger.warn("The secret '{}' cannot be read again and is kept: {}", path, ex.getMessage());
            }
            return keep(before);
        }
    }

    @Override
    public void invalidate(Predicate<Map<String, Object>> present) {
        // reading once too often does no harm
        invalid = true;
    }

    private Map<String, Object> keep(Map<String, Object> read) {
        invalid = false;
        known = read;
        due = nanoTime.getAsLong() + untilDue(read).toNanos();
        return read;
    }

    private Duration untilDue(Map<String, Object> read) {
        if (read.get("ttl") instanceof Number ttl && read.containsKey("last_vault_rotation")) {
            Duration left = Duration.ofSeconds(ttl.longValue());
            if (left.compareTo(interval) < 0) {
                return (left.compareTo(SHORTEST) < 0) ? SHORTEST : left;
            }
        }
        return interval;
    }
}
