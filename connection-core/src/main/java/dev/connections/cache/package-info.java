/**
 * The query cache of a connection: results with a TTL, single flight, refresh in the background and stale-if-error. API
 * for users are {@code QueryCache} and the annotations. API for connection types are also {@code CachePolicy},
 * {@code CacheSettings}, {@code QueryLoader} and {@code AsyncQueryLoader}. All other types are internal.
 */
@NullMarked
package dev.connections.cache;

import org.jspecify.annotations.NullMarked;
