package dev.connections.cache;

/** Is told of cached results that are served. Safe for use by several threads, and quick. */
@FunctionalInterface
public interface CacheListener {

    /**
     * A result was served, on the calling thread.
     *
     * @param connection the connection's name
     * @param stale whether it is older than its caller accepts, because its source failed
     */
    void served(String connection, boolean stale);
}
