package dev.connections.cache.redis;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.SharedLevel.Loaded;
import dev.connections.cache.codec.ResultEncoding;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets one result from other nodes, or loads it for them. Not thread-safe. */
final class RedisLoad<T extends @Nullable Object, X extends Exception> {

    private static final Logger logger = LoggerFactory.getLogger(RedisLoad.class);

    /** Messages may get lost. */
    private static final long POLL_MILLIS = 250;

    /** One that loads for ever does not keep others waiting for ever. */
    private static final int MOST_RENEWALS = 180;

    /** How often a result that was there may be gone when it is fetched. */
    private static final int MOST_ATTEMPTS = 3;

    private final RedisLevel level;

    private final RedisCommands redis;

    private final RedisEntryKey slot;

    private final CachePolicy policy;

    private final long maxAge;

    private final QueryLoader<T, X> source;

    private final String owner = UUID.randomUUID().toString();

    private @Nullable EntryHeader useless;

    RedisLoad(
            RedisLevel level,
            RedisCommands redis,
            RedisEntryKey slot,
            CachePolicy policy,
            long maxAge,
            QueryLoader<T, X> source) {
        this.level = level;
        this.redis = redis;
        this.slot = slot;
        this.policy = policy;
        this.maxAge = maxAge;
        this.source = source;
    }

    Loaded<T> run() throws X {
        try {
            Loaded<T> found = fetch(maxAge);
            return (found != null) ? found : loadOrWait();
        } catch (RedisCallException ex) {
            level.failed(ex);
            if (Thread.currentThread().isInterrupted()) {
                // wherever in its wait it was
                throw source.interrupted();
            }
            return level.loadAlone(source);
        }
    }

    /** What is stored, if it is young enough and can be read. */
    private @Nullable Loaded<T> fetch(long greatestAge) throws RedisCallException {
        RedisCommands.Stored stored = redis.get(slot);
        if (stored == null) {
            return null;
        }
        long age = Math.max(
                0,
                TimeUnit.MICROSECONDS.toNanos(level.micros() - stored.header().began()));
        if (age > greatestAge) {
            return null;
        }
        ResultEncoding.Decoded decoded = level.decode(slot, stored);
        if (decoded == null) {
            useless = stored.header();
            return null;
        }
        return loaded(decoded.value(), age);
    }

    @SuppressWarnings("unchecked")
    private Loaded<T> loaded(@Nullable Object value, long age) {
        return new Loaded<>((T) value, age);
    }

    private Loaded<T> loadOrWait() throws X, RedisCallException {
        long began = System.nanoTime();
        boolean otherHasNone = false;
        int attempts = 0;
        for (; ; ) {
            // before the request to Redis, so that no message is missed
            CompletableFuture<LoadWaiters.Outcome> outcome = level.waiters().of(slot.digest());
            try {
                LeaseResult lease = redis.acquire(slot, owner, maxAge, useless);
                if (lease.kind() == LeaseResult.Kind.ACQUIRED) {
                    return lead(Objects.requireNonNull(lease.header()));
                }
                if (lease.kind() == LeaseResult.Kind.CACHED) {
                    // found young enough by the clock itself, of which this node's may be ahead
                    Loaded<T> found = fetch(Long.MAX_VALUE);
                    if (found != null) {
                        return found;
                    }
                    if (++attempts == MOST_ATTEMPTS) {
                        return level.loadAlone(source);
                    }
                } else if (otherHasNone) {
                    return level.loadAlone(source);
                } else {
                    otherHasNone = await(outcome, lease.millis(), began) == LoadWaiters.Outcome.NONE;
                }
            } finally {
                level.waiters().forget(slot.digest(), outcome);
            }
        }
    }

    private LoadWaiters.Outcome await(CompletableFuture<LoadWaiters.Outcome> outcome, long leaseMillis, long began)
            throws X {
        long millis = Math.min(POLL_MILLIS, Math.max(1, leaseMillis + 1));
        if (source.timeout() != 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(source.timeout() - (System.nanoTime() - began));
            if (left <= 0) {
                throw source.timedOut();
            }
            millis = Math.min(millis, left);
        }
        try {
            return LoadWaiters.await(outcome, millis);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw source.interrupted();
        }
    }

    private Loaded<T> lead(EntryHeader header) throws X {
        long began = System.nanoTime();
        boolean stored = false;
        ScheduledFuture<?> renewal = renewal();
        try {
            T value = source.load();
            Loaded<T> loaded = new Loaded<>(value, System.nanoTime() - began);
            stored = source.isCacheable(value) && level.isFor(slot) && store(header, value, began);
            return loaded;
        } finally {
            if (renewal != null) {
                renewal.cancel(false);
            }
            if (!stored) {
                release();
            }
        }
    }

    private void release() {
        try {
            redis.release(slot, owner, level.message(EvictionMessage.Kind.NONE, slot.digest()));
        } catch (RedisCallException ex) {
            // it ends by itself
            level.failed(ex);
        }
    }

    private @Nullable ScheduledFuture<?> renewal() {
        int[] left = {MOST_RENEWALS};
        return level.link().every(Math.max(1, level.settings().lease().toMillis() / 3), () -> {
            try {
                if (left[0]-- > 0) {
                    redis.renew(slot, owner);
                }
            } catch (RedisCallException ex) {
                level.failed(ex);
            }
        });
    }

    private boolean store(EntryHeader header, T value, long began) {
        byte[] bytes = level.encode(slot, header, value);
        long keep = TimeUnit.NANOSECONDS.toMillis(policy.keep() - (System.nanoTime() - began));
        if (bytes == null || keep <= 0) {
            return false;
        }
        if (bytes.length > level.settings().maxEntrySize()) {
            logger.debug("{} takes {} bytes, and is not shared", slot.key(), bytes.length);
            return false;
        }
        try {
            return redis.store(
                    slot,
                    owner,
                    header.before(bytes),
                    Math.min(keep, Integer.MAX_VALUE * 1000L),
                    level.message(EvictionMessage.Kind.STORED, slot.digest()));
        } catch (RedisCallException ex) {
            level.failed(ex);
            return false;
        }
    }
}
