/**
 * A second cache level that nodes share on Redis or Valkey: single flight and evictions across nodes. Requires Spring
 * Data Redis and Lettuce. All types are internal.
 */
@NullMarked
package dev.connections.cache.redis;

import org.jspecify.annotations.NullMarked;
