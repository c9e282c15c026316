package dev.connections.cache.redis;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryLoader;
import dev.connections.cache.SharedLevel;
import dev.connections.cache.codec.ResultEncoding;
import dev.connections.cache.keys.KeyEncoding;
import dev.connections.cache.keys.QueryKey;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A level on Redis 6 or later, or on Valkey: a fleet loads a result once, and an eviction reaches all nodes.
 *
 * <p>On a miss one node acquires a short lease and loads the result; the others wait for its message. The owner of a
 * lease renews it while it loads. If it dies, the others continue after the lease at the latest; if its load fails, or
 * leaves nothing to share, each of the other nodes loads its own at once. An eviction begins a new generation: results
 * of an older one are not valid, and a load that began in it stores nothing.
 *
 * <p>No caller waits for Redis for longer than the time-out of its settings. As soon as Redis fails to answer, nobody
 * waits for it at all, until it is back; nodes then load for themselves, and evictions reach them when Redis is back:
 * everything is evicted then.
 *
 * <p>In Redis there are digests of keys, and results. An argument can be guessed from a digest, and results can be
 * read, unless the settings have a secret ({@link RedisCipher}). Results of single users are not shared. Safe for use
 * by several threads.
 */
public final class RedisLevel implements SharedLevel {

    private static final Logger logger = LoggerFactory.getLogger(RedisLevel.class);

    private final RedisLevelSettings settings;

    private final ResultEncoding encoding;

    private final Listener listener;

    private final Supplier<@Nullable String> role;

    private final LoadWaiters waiters = new LoadWaiters();

    private final String node = UUID.randomUUID().toString();

    private final RedisNames names;

    private final RedisCipher seal;

    private final RedisConnector link;

    /**
     * Begins to connect, without waiting for it.
     *
     * @param connection the connection's name
     * @param target what its results come from, such as an address: only nodes with the same one share results
     * @param role who they are loaded as at the moment, which may change; only those who are loaded as the same
     *     share results
     * @param factory connects to Redis; not closed with the level
     * @param encoding how results are written
     * @param settings how Redis is used
     * @param listener receives the evictions of other nodes
     */
    public RedisLevel(
            String connection,
            String target,
            Supplier<@Nullable String> role,
            LettuceConnectionFactory factory,
            ResultEncoding encoding,
            RedisLevelSettings settings,
            Listener listener) {
        this.settings = settings;
        this.encoding = encoding;
        this.listener = listener;
        this.role = role;
        this.seal = new RedisCipher(connection, settings.secret());
        this.names = new RedisNames(settings.prefix(), connection, target, seal);
        this.link = new RedisConnector(
                connection,
                factory,
                names,
                settings,
                this::receive,
                listener::evictedAll,
                message(EvictionMessage.Kind.EVICTED_ALL, ""));
        link.start();
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> Loaded<T> load(
            QueryKey key, CachePolicy policy, long maxAge, QueryLoader<T, X> source) throws X {
        RedisCommands redis = link.calls();
        RedisEntryKey slot = (redis != null) ? RedisEntryKey.of(key, role.get(), seal) : null;
        return (redis != null && slot != null)
                ? new RedisLoad<>(this, redis, slot, policy, maxAge, source).run()
                : loadAlone(source);
    }

    <T extends @Nullable Object, X extends Exception> Loaded<T> loadAlone(QueryLoader<T, X> source) throws X {
        long began = System.nanoTime();
        T value = source.load();
        return new Loaded<>(value, System.nanoTime() - began);
    }

    /** Whether what is loaded at the moment belongs into a slot. */
    boolean isFor(RedisEntryKey slot) {
        return slot.isFor(role.get(), seal);
    }

    /** A result as it is stored, without its stamp; {@code null} if it cannot be written. */
    byte @Nullable [] encode(RedisEntryKey slot, EntryHeader header, @Nullable Object value) {
        try {
            byte[] bytes = encoding.encode(slot.key(), value);
            return (bytes != null) ? seal.seal(names.value(slot.digest()), header, bytes) : null;
        } catch (RuntimeException ex) {
            logger.warn("{} is not shared, because its result cannot be encoded", slot.key(), ex);
            return null;
        }
    }

    ResultEncoding.@Nullable Decoded decode(RedisEntryKey slot, RedisCommands.Stored stored) {
        EntryHeader header = stored.header();
        if (settings.secret() == null) {
            return encoding.decode(slot.key(), stored.bytes(), header.length());
        }
        byte[] opened = seal.open(names.value(slot.digest()), header, stored.bytes(), header.length());
        return (opened != null) ? encoding.decode(slot.key(), opened, 0) : null;
    }

    @Override
    public void evictAll() {
        evict(redis -> redis.evictAll(message(EvictionMessage.Kind.EVICTED_ALL, "")));
    }

    @Override
    public void evict(String query) {
        String digest = seal.digest(KeyEncoding.digest(query));
        evict(redis -> redis.evictQuery(
                digest,
                message(EvictionMessage.Kind.EVICTED_QUERY, digest),
                message(EvictionMessage.Kind.EVICTED_ALL, "")));
    }

    /** As the interface says; where the key has no digest, all results of its query. Not results of single users. */
    @Override
    public void evict(QueryKey key) {
        if (key.user() != null) {
            return;
        }
        String digest = digest(key);
        if (digest != null) {
            evict(redis -> redis.evictKey(digest, message(EvictionMessage.Kind.EVICTED_KEY, digest)));
        } else {
            evict(key.query().toString());
        }
    }

    private void evict(Eviction eviction) {
        RedisCommands redis = link.calls();
        if (redis == null) {
            link.owe();
            return;
        }
        try {
            eviction.run(redis);
        } catch (RedisCallException ex) {
            // before the way is closed, so that it does not open again without
            link.owe();
            failed(ex);
        }
    }

    void failed(RedisCallException failure) {
        link.lose(failure);
    }

    private void receive(byte[] bytes) {
        EvictionMessage message = EvictionMessage.of(bytes);
        if (message == null) {
            // of another release: it may be about anything
            link.soon(listener::evictedAll);
            return;
        }
        switch (message.kind()) {
            case STORED -> waiters.tell(message.digest(), LoadWaiters.Outcome.STORED);
            case NONE -> waiters.tell(message.digest(), LoadWaiters.Outcome.NONE);
            default -> {
                if (!message.node().equals(node)) {
                    link.soon(() -> evicted(message));
                }
            }
        }
    }

    private void evicted(EvictionMessage message) {
        switch (message.kind()) {
            case EVICTED_KEY ->
                listener.evicted(key -> key.user() == null && message.digest().equals(digest(key)));
            case EVICTED_QUERY -> {
                Map<String, Boolean> known = new HashMap<>();
                listener.evicted(key ->
                        known.computeIfAbsent(key.query().toString(), query -> seal.digest(KeyEncoding.digest(query))
                                .equals(message.digest())));
            }
            default -> listener.evictedAll();
        }
    }

    private @Nullable String digest(QueryKey key) {
        String digest = KeyEncoding.digest(key);
        return (digest != null) ? seal.digest(digest) : null;
    }

    String message(EvictionMessage.Kind kind, String digest) {
        return new EvictionMessage(kind, node, digest).toString();
    }

    LoadWaiters waiters() {
        return waiters;
    }

    RedisConnector link() {
        return link;
    }

    RedisLevelSettings settings() {
        return settings;
    }

    /** The time by the clock of Redis, in microseconds. */
    long micros() {
        return link.micros();
    }

    @Override
    public boolean isAvailable() {
        return link.isOpen();
    }

    @Override
    public void close() {
        link.close();
    }

    @FunctionalInterface
    private interface Eviction {
        void run(RedisCommands redis) throws RedisCallException;
    }
}
