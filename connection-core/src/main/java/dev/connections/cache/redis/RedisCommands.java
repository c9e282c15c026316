package dev.connections.cache.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Redis commands with a timeout of their own, whatever the timeout of the client. Thread-safe. */
record RedisCommands(RedisClusterAsyncCommands<byte[], byte[]> redis, RedisNames names, RedisLevelSettings settings) {

    /** The time by the clock of Redis, in microseconds. */
    long time() throws RedisCallException {
        byte[] time = run(RedisScripts.BEAT, ScriptOutputType.VALUE, keys(names.generations()), epoch());
        return number(time);
    }

    /** A stored result with its stamp, if it is of the present generation. */
    @Nullable
    Stored get(RedisEntryKey slot) throws RedisCallException {
        long deadline = deadline();
        RedisFuture<List<KeyValue<byte[], byte[]>>> generation;
        RedisFuture<byte[]> value;
        try {
            generation = redis.hmget(names.generations(), bytes("e"), bytes(slot.query()));
            value = redis.get(names.value(slot.digest()));
        } catch (RuntimeException ex) {
            throw RedisCallException.of(ex);
        }
        List<KeyValue<byte[], byte[]>> present = await(generation, deadline);
        byte[] stored = await(value, deadline);
        EntryHeader header = (stored != null) ? EntryHeader.of(stored) : null;
        if (header == null || !present.get(0).hasValue()) {
            return null;
        }
        String count = present.get(1).hasValue() ? text(present.get(1).getValue()) : "0";
        return header.generation().equals(text(present.get(0).getValue()) + ':' + count + ':' + slot.role())
                ? new Stored(header, stored)
                : null;
    }

    /**
     * Determines which node loads a result.
     *
     * @param useless the stamp of a stored result that is of no use
     */
    LeaseResult acquire(RedisEntryKey slot, String owner, long maxAge, @Nullable EntryHeader useless)
            throws RedisCallException {
        List<byte[]> answer = run(
                RedisScripts.ACQUIRE,
                ScriptOutputType.MULTI,
                keys(names.generations(), names.lease(slot.digest()), names.value(slot.digest())),
                bytes(slot.query()),
                epoch(),
                bytes(owner),
                bytes(settings.lease().toMillis()),
                bytes(TimeUnit.NANOSECONDS.toMicros(maxAge)),
                bytes((useless != null) ? useless.toString() : ""),
                bytes(slot.role()));
        return switch (text(answer.get(0))) {
            case "there" -> LeaseResult.CACHED;
            case "held" -> new LeaseResult(LeaseResult.Kind.HELD, null, number(answer.get(1)));
            default ->
                new LeaseResult(
                        LeaseResult.Kind.ACQUIRED, new EntryHeader(text(answer.get(1)), number(answer.get(2))), 0);
        };
    }

    /** Asks for more time to load, without waiting for an answer. */
    void renew(RedisEntryKey slot, String owner) throws RedisCallException {
        send(
                RedisScripts.RENEW,
                ScriptOutputType.INTEGER,
                keys(names.lease(slot.digest())),
                bytes(owner),
                bytes(settings.lease().toMillis()));
    }

    /**
     * Stores a result and tells who waits; returns whether it did. It travels apart from the script, which would copy
     * it.
     *
     * @param keep for how long, in milliseconds
     */
    boolean store(RedisEntryKey slot, String owner, byte[] stamped, long keep, String message)
            throws RedisCallException {
        long deadline = deadline();
        byte[] passing = names.passing();
        RedisFuture<String> set;
        try {
            set = redis.set(
                    passing, stamped, SetArgs.Builder.px(settings.lease().plus(settings.timeout())));
        } catch (RuntimeException ex) {
            throw RedisCallException.of(ex);
        }
        Future<Long> stored = send(
                RedisScripts.STORE,
                ScriptOutputType.INTEGER,
                keys(names.generations(), names.lease(slot.digest()), names.value(slot.digest()), passing),
                bytes(slot.query()),
                bytes(owner),
                bytes(keep),
                names.channel(),
                bytes(message),
                bytes(slot.role()));
        await(set, deadline);
        return await(stored, deadline) == 1;
    }

    /** Releases a lease and notifies the waiting nodes, without waiting for a response. */
    void release(RedisEntryKey slot, String owner, String message) throws RedisCallException {
        send(
                RedisScripts.RELEASE,
                ScriptOutputType.INTEGER,
                keys(names.lease(slot.digest())),
                bytes(owner),
                names.channel(),
                bytes(message));
    }

    void evictAll(String message) throws RedisCallException {
        run(
                RedisScripts.EVICT_ALL,
                ScriptOutputType.INTEGER,
                keys(names.generations()),
                epoch(),
                names.channel(),
                bytes(message));
    }

    /** @param everything the message if there have been so many queries that all are evicted instead */
    void evictQuery(String query, String message, String everything) throws RedisCallException {
        run(
                RedisScripts.EVICT_QUERY,
                ScriptOutputType.INTEGER,
                keys(names.generations()),
                epoch(),
                names.channel(),
                bytes(message),
                bytes(query),
                bytes(everything));
    }

    void evictKey(String digest, String message) throws RedisCallException {
        run(
                RedisScripts.EVICT_KEY,
                ScriptOutputType.INTEGER,
                keys(names.lease(digest), names.value(digest)),
                names.channel(),
                bytes(message));
    }

    private <T> T run(byte[] script, ScriptOutputType type, byte[][] keys, byte[]... values) throws RedisCallException {
        return await(this.<T>send(script, type, keys, values), deadline());
    }

    private <T> RedisFuture<T> send(byte[] script, ScriptOutputType type, byte[][] keys, byte[]... values)
            throws RedisCallException {
        try {
            return redis.eval(script, type, keys, values);
        } catch (RuntimeException ex) {
            // such as of a connection that has been closed
            throw RedisCallException.of(ex);
        }
    }

    private long deadline() {
        return System.nanoTime() + settings.timeout().toNanos();
    }

    /**
     * Waits for an answer.
     *
     * @param deadline by {@link System#nanoTime}
     */
    static <T extends @Nullable Object> T await(Future<T> answer, long deadline) throws RedisCallException {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new RedisCallException("interrupted", ex);
        } catch (TimeoutException ex) {
            answer.cancel(false);
            throw new RedisCallException("no answer in time", ex);
        } catch (ExecutionException ex) {
            throw RedisCallException.of(ex.getCause());
        } catch (CancellationException ex) {
            throw RedisCallException.of(ex);
        }
    }

    private static byte[] epoch() {
        return bytes(UUID.randomUUID().toString());
    }

    private static byte[] bytes(long value) {
        return bytes(Long.toString(value));
    }

    private static byte[] bytes(String text) {
        return RedisNames.bytes(text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(byte[] bytes) throws RedisCallException {
        try {
            return Long.parseLong(text(bytes));
        } catch (NumberFormatException ex) {
            throw RedisCallException.of(ex);
        }
    }

    private static byte[][] keys(byte[]... keys) {
        return keys;
    }

    /** A result as it is stored. */
    record Stored(EntryHeader header, byte[] bytes) {}
}
