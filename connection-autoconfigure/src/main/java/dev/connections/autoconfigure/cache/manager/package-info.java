/** A shared cache level in a cache of a {@code CacheManager} bean. */
@NullMarked
package dev.connections.autoconfigure.cache.manager;

import org.jspecify.annotations.NullMarked;
