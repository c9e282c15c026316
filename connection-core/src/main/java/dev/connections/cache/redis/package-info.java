/**
 * A second cache level that nodes share on Redis or Valkey: single flight and evictions across nodes. Requires Spring
 * Data Redis and Lettuce.
 */
@Internal
@NullMarked
package dev.connections.cache.redis;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
