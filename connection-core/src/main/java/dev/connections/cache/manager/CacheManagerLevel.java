package dev.connections.cache.manager;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.codec.ResultEncoding;
import dev.connections.cache.keys.KeyEncoding;
import dev.connections.cache.keys.QueryKey;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;

/**
 * A level in a cache of Spring's abstraction: arrays of bytes under texts that tell no argument. It does what such a
 * cache can, and no more:
 * <ul>
 *   <li>Nodes that find no result at the same time each load it.
 *   <li>An eviction reaches what the nodes share, but not what another node has of its own: that goes with its time.
 *   <li>A load that began before an eviction on another node may leave its result.
 *   <li>Evicting a query evicts everything.
 * <li>How long a call takes at most, and how long results are kept, is up to the cache; one that is too old is not
 *       used. The nodes' clocks are taken to agree.
 * </ul>
 *
 * <p>After a failure the cache is left alone for a second. Safe for use by several threads, as the cache is.
 */
public final class CacheManagerLevel implements SharedLevel {

    private static final Logger logger = LoggerFactory.getLogger(CacheManagerLevel.class);

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String connection;

    private final String prefix;

    private final Supplier<@Nullable String> role;

    private final Cache cache;

    private final ResultEncoding encoding;

    private final LongSupplier ticker;

    private final AtomicLong evictions = new AtomicLong();

    private volatile long restsUntil;

    private volatile boolean resting;

    /**
     * @param connection the connection's name
     * @param target what its results come from, such as an address: only nodes with the same one share results
     * @param role who they are loaded as at the moment, which may change; only those who are loaded as the same
     *     share results
     * @param cache where results are
     * @param encoding how results are written
     */
    public CacheManagerLevel(
            String connection, String target, Supplier<@Nullable String> role, Cache cache, ResultEncoding encoding) {
        this(connection, target, role, cache, encoding, System::nanoTime);
    }

    CacheManagerLevel(
            String connection,
            String target,
            Supplier<@Nullable String> role,
            Cache cache,
            ResultEncoding encoding,
            LongSupplier ticker) {
        this.connection = connection;
        this.prefix = KeyEncoding.digest(target) + ':';
        this.role = role;
        this.cache = cache;
        this.encoding = encoding;
        this.ticker = ticker;
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> Loaded<T> load(
            QueryKey key, CachePolicy policy, long maxAge, QueryLoader<T, X> source) throws X {
        String name = nameOf(key);
        Loaded<T> found = (name != null) ? find(name, key, maxAge) : null;
        if (found != null) {
            return found;
        }
        long before = evictions.get();
        long millis = System.currentTimeMillis();
        long began = ticker.getAsLong();
        T value = source.load();
        if (name != null && source.isCacheable(value) && name.equals(nameOf(key))) {
            store(name, key, value, millis, before);
        }
        return new Loaded<>(value, ticker.getAsLong() - began);
    }

    private @Nullable String nameOf(QueryKey key) {
        String digest = (key.user() == null) ? KeyEncoding.digest(key) : null;
        String present = role.get();
        return (digest != null) ? prefix + (present != null ? KeyEncoding.digest(present) : "") + ':' + digest : null;
    }

    @SuppressWarnings("unchecked")
    private <T extends @Nullable Object> @Nullable Loaded<T> find(String name, QueryKey key, long maxAge) {
        if (!isAvailable()) {
            return null;
        }
        byte[] stored;
        try {
            stored = cache.get(name, byte[].class);
        } catch (RuntimeException ex) {
            failed(ex);
            return null;
        }
        if (stored == null || stored.length < Long.BYTES) {
            return null;
        }
        long ageMillis = System.currentTimeMillis() - ByteBuffer.wrap(stored).getLong();
        long age = TimeUnit.MILLISECONDS.toNanos(Math.max(0, ageMillis));
        ResultEncoding.Decoded decoded = (age <= maxAge) ? encoding.decode(key, stored, Long.BYTES) : null;
        return (decoded != null) ? new Loaded<>((T) decoded.value(), age) : null;
    }

    private void store(String name, QueryKey key, @Nullable Object value, long began, long before) {
        if (!isAvailable()) {
            return;
        }
        try {
            byte[] encoded = encoding.encode(key, value);
            if (encoded == null || evictions.get() != before) {
                return;
            }
            cache.put(
                    name,
                    ByteBuffer.allocate(Long.BYTES + encoded.length)
                            .putLong(began)
                            .put(encoded)
                            .array());
            if (evictions.get() != before) {
                // which may have come first
                cache.evictIfPresent(name);
            }
        } catch (RuntimeException ex) {
            failed(ex);
        }
    }

    private void failed(RuntimeException failure) {
        restsUntil = ticker.getAsLong() + REST_NANOS;
        if (!resting) {
            resting = true;
            logger.warn("Connection '{}': its cache continues without '{}'", connection, cache.getName(), failure);
        }
    }

    @Override
    public void evictAll() {
        evictions.incrementAndGet();
        evict(cache::clear);
    }

    @Override
    public void evict(String query) {
        evictAll();
    }

    @Override
    public void evict(QueryKey key) {
        evictions.incrementAndGet();
        String name = nameOf(key);
        if (name != null) {
            evict(() -> cache.evictIfPresent(name));
        }
    }

    private void evict(Runnable eviction) {
        try {
            eviction.run();
        } catch (RuntimeException ex) {
            failed(ex);
        }
    }

    @Override
    public boolean isAvailable() {
        if (resting && ticker.getAsLong() - restsUntil >= 0) {
            resting = false;
        }
        return !resting;
    }

    @Override
    public void close() {
        // the cache is its manager's
    }
}
