package dev.connections.cache;

import java.time.Duration;

/**
 * What may be shown of a cached result. Immutable.
 *
 * @param id tells it from others of the same cache
 * @param query what was asked, without literals
 * @param age how long ago loading it began
 * @param sizeInBytes how much memory it takes
 * @param scope who shares it
 */
public record CachedQueryReport(long id, String query, Duration age, long sizeInBytes, Scope scope) {}
