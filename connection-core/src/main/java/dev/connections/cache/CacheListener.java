package dev.connections.cache;

/** Listens to cache hits. Must be thread-safe and fast. */
@FunctionalInterface
public interface CacheListener {

    /**
     * Called on the calling thread when a cached result is served.
     *
     * @param connection the connection's name
     * @param stale whether the result is stale, served because its source failed
     */
    void served(String connection, boolean stale);
}
