package dev.connections.cache;

import java.time.Duration;

/**
 * A description of a cached result, without its arguments and value. Immutable.
 *
 * @param id identifies the result in its cache
 * @param query the query, without literals
 * @param age the time since loading began
 * @param sizeInBytes its memory, in bytes
 * @param scope which callers share it
 */
public record CachedQueryReport(long id, String query, Duration age, long sizeInBytes, Scope scope) {}
