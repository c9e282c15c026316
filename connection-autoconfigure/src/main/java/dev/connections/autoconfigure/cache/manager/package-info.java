/** Caches shared in a cache of Spring's abstraction. */
@NullMarked
package dev.connections.autoconfigure.cache.manager;

import org.jspecify.annotations.NullMarked;
