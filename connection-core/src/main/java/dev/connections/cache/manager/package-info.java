/**
 * A second cache level in a {@code CacheManager} of Spring, such as Hazelcast's or Infinispan's. All types are
 * internal.
 */
@NullMarked
package dev.connections.cache.manager;

import org.jspecify.annotations.NullMarked;
