package dev.connections.autoconfigure;

import dev.connections.DurationText;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * How results are shared on Redis.
 *
 * @param prefix Prefix of all keys in Redis.
 * @param lease Maximum time that other nodes wait if the node that loads a result dies.
 * @param timeout Maximum time that a caller waits for a response of Redis.
 * @param maxEntrySize Maximum stored size of a result that is shared.
 * @param connectionFactory Name of the RedisConnectionFactory bean. Defaults to the only or primary one.
 * @param secret Secret that encrypts results in Redis, the same on all nodes. Keys become HMACs. Without it,
 *     readers of Redis can guess arguments of queries and read values.
 */
public record RedisCacheProperties(
        @DefaultValue("connections:") String prefix,
        @DefaultValue("5s") Duration lease,
        @DefaultValue("500ms") Duration timeout,
        @DefaultValue("16MB") DataSize maxEntrySize,
        @Nullable String connectionFactory,
        @Nullable String secret) {

    private static final String CLIENT = "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory";

    private static final String DRIVER = "io.lettuce.core.RedisClient";

    void check(BiConsumer<String, String> problems) {
        if (!isPresent(CLIENT) || !isPresent(DRIVER)) {
            problems.accept(
                    "store",
                    "is 'redis', which needs Spring Data Redis and Lettuce on the class path. Add the dependency"
                            + " org.springframework.boot:spring-boot-starter-data-redis.");
        }
        checkTime("redis.lease", lease, problems);
        checkTime("redis.timeout", timeout, problems);
        if (secret != null && secret.isBlank()) {
            problems.accept("redis.secret", "is blank. Set a random text, such as that of 'openssl rand -base64 32'.");
        }
        if (maxEntrySize.toBytes() <= 0) {
            problems.accept("redis.max-entry-size", "is " + maxEntrySize + ". Set a size such as 16MB.");
        }
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, Thread.currentThread().getContextClassLoader());
    }

    private static void checkTime(String property, Duration time, BiConsumer<String, String> problems) {
        if (time.toMillis() <= 0) {
            problems.accept(property, "is " + DurationText.of(time) + ". Set a millisecond at least, such as 500ms.");
        }
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "RedisCacheProperties";
    }
}
