/** A level of a cache that nodes share on Redis or Valkey. Needs Spring Data Redis and Lettuce. */
@NullMarked
package dev.connections.cache.redis;

import org.jspecify.annotations.NullMarked;
