package dev.connections.autoconfigure;

import dev.connections.DurationText;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.Scope;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How results of a connection are cached. Durations need a unit, such as {@code 600s}: a bare number is an error, and
 * means seconds in an imported file named {@code secrets.toml}.
 *
 * @param ttl Maximum age of a cached result, with a unit, such as 600s or 10m. Without it, only calls and
 *     annotations with a TTL are cached.
 * @param refreshAfter Age from which a result is refreshed in the background, while the present one is served.
 *     Disabled by default.
 * @param staleIfError Time after the TTL during which a result is served if loading fails. Disabled by default.
 * @param scope Scope of results: shared, or separate for each user.
 * @param jitter Maximum part of its TTL by which a result expires early, so that not all results expire together.
 * @param maxSize Maximum memory of all results of the connection.
 * @param coolDown Time without another load after a failure, while there is a stale result.
 * @param evictOnWrite Whether a committed write through the connection evicts all its results.
 * @param store Shared store of all nodes: 'local' for none, 'redis', or the name of a CacheManager bean.
 * @param compressionThreshold Minimum size of a result that is compressed in a shared store.
 * @param redis the shared store on Redis
 */
public record CacheProperties(
        @Nullable Duration ttl,
        @Nullable Duration refreshAfter,
        @Nullable Duration staleIfError,
        @DefaultValue("shared") Scope scope,
        @DefaultValue("0.05") double jitter,
        @DefaultValue("64MB") DataSize maxSize,
        @DefaultValue("1s") Duration coolDown,
        boolean evictOnWrite,
        @DefaultValue("local") String store,
        @DefaultValue("8KB") DataSize compressionThreshold,
        @NestedConfigurationProperty @DefaultValue RedisCacheProperties redis) {

    public static final String LOCAL = "local";

    static final String REDIS = "redis";

    public boolean isShared() {
        return !store.equals(LOCAL);
    }

    public CacheSettings settings() {
        return new CacheSettings(
                ttl, refreshAfter, staleIfError, scope, jitter, maxSize.toBytes(), coolDown, evictOnWrite);
    }

    void check(BiConsumer<String, String> problems) {
        checkPositive("ttl", ttl, problems);
        checkPositive("refresh-after", refreshAfter, problems);
        checkPositive("stale-if-error", staleIfError, problems);
        if (refreshAfter != null && ttl != null && refreshAfter.compareTo(ttl) >= 0) {
            problems.accept(
                    "refresh-after",
                    "is " + DurationText.of(refreshAfter) + ", when a result is too old already: 'cache.ttl' is "
                            + DurationText.of(ttl) + ". Set a shorter time.");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            problems.accept("jitter", "is " + jitter + ". Set a number from 0 to 1, such as 0.05.");
        }
        if (maxSize.isNegative()) {
            problems.accept("max-size", "is " + maxSize + ". Set a size such as 64MB, or 0 to cache nothing.");
        }
        if (compressionThreshold.isNegative()) {
            problems.accept("compression-threshold", "is " + compressionThreshold + ". Set a size such as 8KB.");
        }
        if (store.equals(REDIS)) {
            redis.check(problems);
        }
        if (coolDown.isNegative()) {
            problems.accept("cool-down", "is " + DurationText.of(coolDown) + ". Set a duration such as 1s.");
        }
    }

    private static void checkPositive(String property, @Nullable Duration time, BiConsumer<String, String> problems) {
        if (time != null && (time.isZero() || time.isNegative())) {
            problems.accept(
                    property,
                    "is " + DurationText.of(time) + ", which keeps nothing. Set a positive duration, or remove it.");
        }
    }
}
