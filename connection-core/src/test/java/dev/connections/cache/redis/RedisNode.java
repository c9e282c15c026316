package dev.connections.cache.redis;

import static dev.connections.testing.Records.with;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.codec.ResultEncoding;
import dev.connections.cache.keys.QueryKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A node of a fleet: a cache with a level on Redis behind it, and a client of its own. */
final class RedisNode implements AutoCloseable {

    static final CachePolicy MINUTE = CachePolicy.ttl(Duration.ofMinutes(1));

    /** Longer than a busy machine keeps a Redis that works from answering. */
    static final RedisLevelSettings PATIENT = with(RedisLevelSettings.defaults(), "timeout", Duration.ofSeconds(10));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final QueryCache cache;

    volatile String role = "reader";

    private final LettuceConnectionFactory factory;

    RedisNode(int port) {
        this(port, PATIENT);
    }

    RedisNode(int port, RedisLevelSettings settings) {
        this(port, "pet-db", "jdbc:h2:mem:pets", settings);
    }

    RedisNode(int port, String connection, String target, RedisLevelSettings settings) {
        // a client's own time-out is long, as is Spring's default
        this.factory = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", port),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(60))
                        .shutdownTimeout(Duration.ZERO)
                        .build());
        factory.afterPropertiesSet();
        factory.start();
        this.cache = new QueryCache(connection, CacheSettings.defaults());
        ResultEncoding encoding = new ResultEncoding(List.of(), ResultEncoding.DEFAULT_COMPRESSION_THRESHOLD);
        cache.setLevel(
                listener -> new RedisLevel(connection, target, () -> role, factory, encoding, settings, listener));
    }

    RedisNode available() {
        await(() -> level().isAvailable());
        return this;
    }

    RedisLevel level() {
        return (RedisLevel) Objects.requireNonNull(cache.level());
    }

    static QueryKey key(Object... arguments) {
        return QueryKey.of("select name from pets where id = ?", String.class, arguments);
    }

    <T extends @Nullable Object, X extends Exception> T get(QueryKey key, QueryLoader<T, X> loader) throws X {
        return cache.get(key, MINUTE, loader);
    }

    /** Waits until something holds; it does so in time, or never. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("What was waited for did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        cache.close();
        factory.destroy();
    }
}
