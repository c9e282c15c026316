package dev.connections.cache.redis;

import java.util.Locale;

/**
 * What Redis does at once. Each script sees only names of one connection.
 *
 * <p><b>Generations.</b> A hash holds the epoch {@code e}, which is another after each eviction of everything and after
 * Redis has lost its memory, and a counter for each query that has been evicted in this epoch. The generation of a
 * query is both together. A result is valid only in the generation in which loading it began, and for the role that it
 * was loaded in, which is added at the end.
 *
 * <p><b>Leases.</b> Who loads a result is its owner {@code o} for a time, in a generation {@code g}; {@code w} says
 * that somebody waits. Only the owner stores, and only while the lease and the generation are still there; so neither
 * one who was slow, nor one who began before an eviction, ever replaces a newer result.
 */
final class RedisScripts {

    private static final String GENERATION =
            """
            local function generation(hash, query, fresh)
              local epoch = redis.call('HGET', hash, 'e')
              if not epoch and fresh then
                epoch = fresh
                redis.call('HSET', hash, 'e', epoch)
              end
              return (epoch or '') .. ':' .. (redis.call('HGET', hash, query) or '0')
            end
            local function now()
              local time = redis.call('TIME')
              return time[1] * 1000000 + time[2]
            end
            """;

    /** Keys: generations. Arguments: a fresh epoch. Returns the time in microseconds. */
    static final byte[] BEAT = script(
            """
            generation(KEYS[1], 'e', ARGV[1])
            return string.format('%.0f', now())
            """);

    /**
     * Keys: generations, lease, value. Arguments: query, fresh epoch, owner, milliseconds of the lease, greatest age in
     * microseconds, stamp of a value that is of no use, role. Returns who is to load: {@code there} nobody,
     * {@code lead} the caller, followed by generation and time; {@code held} another, followed by the milliseconds its
     * lease lasts.
     */
    static final byte[] ACQUIRE = script(String.format(
            Locale.ROOT,
            """
            local present = generation(KEYS[1], ARGV[1], ARGV[2]) .. ':' .. ARGV[7]
            local time = now()
            local head = redis.call('GETRANGE', KEYS[3], 0, %d)
            local stored, began = string.match(head, '^([^|]*)|(%%d+)|')
            if stored == present and time - began <= tonumber(ARGV[5]) and stored .. '|' .. began ~= ARGV[6] then
              return {'there'}
            end
            local lease = redis.call('HMGET', KEYS[2], 'o', 'g')
            if lease[1] and lease[1] ~= ARGV[3] and lease[2] == present then
              redis.call('HSET', KEYS[2], 'w', '1')
              return {'held', tostring(redis.call('PTTL', KEYS[2]))}
            end
            redis.call('DEL', KEYS[2])
            redis.call('HSET', KEYS[2], 'o', ARGV[3], 'g', present)
            redis.call('PEXPIRE', KEYS[2], ARGV[4])
            return {'lead', present, string.format('%%.0f', time)}
            """,
            EntryHeader.MOST_BYTES - 1));

    /** Keys: lease. Arguments: owner, milliseconds. Returns whether the lease is still held. */
    static final byte[] RENEW = script(
            """
            if redis.call('HGET', KEYS[1], 'o') == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """);

    /**
     * Keys: generations, lease, value, passing. Arguments: query, owner, milliseconds to keep it, channel, message,
     * role. Makes the passing value the value. Returns whether it did.
     */
    static final byte[] STORE = script(
            """
            local lease = redis.call('HMGET', KEYS[2], 'o', 'g', 'w')
            if lease[1] ~= ARGV[2] or lease[2] ~= generation(KEYS[1], ARGV[1]) .. ':' .. ARGV[6] then
              redis.call('UNLINK', KEYS[4])
              return 0
            end
            if redis.call('EXISTS', KEYS[4]) == 0 then
              return 0
            end
            redis.call('UNLINK', KEYS[3])
            redis.call('RENAME', KEYS[4], KEYS[3])
            redis.call('PEXPIRE', KEYS[3], ARGV[3])
            redis.call('DEL', KEYS[2])
            if lease[3] then
              redis.call('PUBLISH', ARGV[4], ARGV[5])
            end
            return 1
            """);

    /** Keys: lease. Arguments: owner, channel, message. */
    static final byte[] RELEASE = script(
            """
            local lease = redis.call('HMGET', KEYS[1], 'o', 'w')
            if lease[1] == ARGV[1] then
              redis.call('DEL', KEYS[1])
              if lease[2] then
                redis.call('PUBLISH', ARGV[2], ARGV[3])
              end
            end
            return 0
            """);

    /** Keys: generations. Arguments: fresh epoch, channel, message. */
    static final byte[] EVICT_ALL = script(
            """
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'e', ARGV[1])
            redis.call('PUBLISH', ARGV[2], ARGV[3])
            return 0
            """);

    /**
     * Keys: generations. Arguments: fresh epoch, channel, message, query, message that everything is gone. So many
     * queries are distinguished at most.
     */
    static final byte[] EVICT_QUERY = script(
            """
            if redis.call('HLEN', KEYS[1]) > 10000 then
              redis.call('DEL', KEYS[1])
              redis.call('HSET', KEYS[1], 'e', ARGV[1])
              redis.call('PUBLISH', ARGV[2], ARGV[5])
              return 0
            end
            generation(KEYS[1], ARGV[4], ARGV[1])
            redis.call('HINCRBY', KEYS[1], ARGV[4], 1)
            redis.call('PUBLISH', ARGV[2], ARGV[3])
            return 0
            """);

    /** Keys: lease, value. Arguments: channel, message. */
    static final byte[] EVICT_KEY = script(
            """
            redis.call('DEL', KEYS[1])
            redis.call('UNLINK', KEYS[2])
            redis.call('PUBLISH', ARGV[1], ARGV[2])
            return 0
            """);

    private RedisScripts() {}

    private static byte[] script(String text) {
        return RedisNames.bytes(GENERATION + text);
    }
}
