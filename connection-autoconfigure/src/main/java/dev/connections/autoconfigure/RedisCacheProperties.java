package dev.connections.autoconfigure;

import dev.connections.DurationText;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** How results are shared on Redis. */
public class RedisCacheProperties {

    private static final String CLIENT = "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory";

    private static final String DRIVER = "io.lettuce.core.RedisClient";

    /** Prefix of all keys in Redis. */
    private String prefix = "connections:";

    /** Maximum time that other nodes wait if the node that loads a result dies. */
    private Duration lease = Duration.ofSeconds(5);

    /** Maximum time that a caller waits for a response of Redis. */
    private Duration timeout = Duration.ofMillis(500);

    /** Maximum stored size of a result that is shared. */
    private DataSize maxEntrySize = DataSize.ofMegabytes(16);

    /** Name of the RedisConnectionFactory bean. Defaults to the only or primary one. */
    private @Nullable String connectionFactory;

    /**
     * Secret that encrypts results in Redis, the same on all nodes. Keys become HMACs. Without it, readers of Redis can
     * guess arguments of queries and read values.
     */
    private @Nullable String secret;

    public String getPrefix() {
        return prefix;
    }

    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    public Duration getLease() {
        return lease;
    }

    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public DataSize getMaxEntrySize() {
        return maxEntrySize;
    }

    public void setMaxEntrySize(DataSize maxEntrySize) {
        this.maxEntrySize = maxEntrySize;
    }

    public @Nullable String getConnectionFactory() {
        return connectionFactory;
    }

    public void setConnectionFactory(@Nullable String connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    public @Nullable String getSecret() {
        return secret;
    }

    public void setSecret(@Nullable String secret) {
        this.secret = secret;
    }

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
}
