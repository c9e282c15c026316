/**
 * Auto-configuration of {@code @CachedQuery} and {@code @EvictQueries}: proxies, checks at the start, and the user of a
 * result.
 */
@NullMarked
package dev.connections.autoconfigure.cache;

import org.jspecify.annotations.NullMarked;
