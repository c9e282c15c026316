/** Auto-configuration of the shared cache level on Redis. */
@NullMarked
package dev.connections.autoconfigure.cache.redis;

import org.jspecify.annotations.NullMarked;
