/** Caches shared on Redis. */
@NullMarked
package dev.connections.autoconfigure.cache.redis;

import org.jspecify.annotations.NullMarked;
