package dev.connections.autoconfigure;

import dev.connections.DurationText;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.Scope;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * How results of a connection are cached. Durations need a unit, such as {@code 600s}: a bare number is an error, and means seconds
 * in an imported file named {@code secrets.toml}.
 */
public class CacheProperties {

    public static final String LOCAL = "local";

    static final String REDIS = "redis";

    /** Greatest age of a result that is served from the cache, with a unit, such as 600s or 10m. Without it, results are cached only where a call or an annotation says so. */
    private @Nullable Duration ttl;

    /** Age from which on a result is loaded anew in the background, while the present one is served. Never by default. */
    private @Nullable Duration refreshAfter;

    /** For how long beyond its time a result is served when it cannot be loaded anew. Not at all by default. */
    private @Nullable Duration staleIfError;

    /** Who shares a result. */
    private Scope scope = Scope.SHARED;

    /** By what part of its time, at most, a result expires early, so that not all do together. */
    private double jitter = 0.05;

    /** How much memory all results of the connection take together. */
    private DataSize maxSize = DataSize.ofMegabytes(64);

    /** For how long a source that failed is left alone while there is an older result to serve. */
    private Duration coolDown = Duration.ofSeconds(1);

    /** Whether a write through the connection, once it is committed, removes all its results. */
    private boolean evictOnWrite;

    /**
     * What stands behind the cache of each node, for all of them: 'local' for nothing, 'redis', or the name of a CacheManager's
     * bean.
     */
    private String store = "local";

    /** Size from which on results are compressed for other nodes. */
    private DataSize compressionThreshold = DataSize.ofKilobytes(8);

    @NestedConfigurationProperty
    private final RedisCacheProperties redis = new RedisCacheProperties();

    public @Nullable Duration getTtl() {
        return ttl;
    }

    public void setTtl(@Nullable Duration ttl) {
        this.ttl = ttl;
    }

    public @Nullable Duration getRefreshAfter() {
        return refreshAfter;
    }

    public void setRefreshAfter(@Nullable Duration refreshAfter) {
        this.refreshAfter = refreshAfter;
    }

    public @Nullable Duration getStaleIfError() {
        return staleIfError;
    }

    public void setStaleIfError(@Nullable Duration staleIfError) {
        this.staleIfError = staleIfError;
    }

    public Scope getScope() {
        return scope;
    }

    public void setScope(Scope scope) {
        this.scope = scope;
    }

    public double getJitter() {
        return jitter;
    }

    public void setJitter(double jitter) {
        this.jitter = jitter;
    }

    public DataSize getMaxSize() {
        return maxSize;
    }

    public void setMaxSize(DataSize maxSize) {
        this.maxSize = maxSize;
    }

    public Duration getCoolDown() {
        return coolDown;
    }

    public void setCoolDown(Duration coolDown) {
        this.coolDown = coolDown;
    }

    public boolean isEvictOnWrite() {
        return evictOnWrite;
    }

    public void setEvictOnWrite(boolean evictOnWrite) {
        this.evictOnWrite = evictOnWrite;
    }

    public String getStore() {
        return store;
    }

    public void setStore(String store) {
        this.store = store;
    }

    public DataSize getCompressionThreshold() {
        return compressionThreshold;
    }

    public void setCompressionThreshold(DataSize compressionThreshold) {
        this.compressionThreshold = compressionThreshold;
    }

    public RedisCacheProperties getRedis() {
        return redis;
    }

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
