/**
 * A second cache level in a {@code CacheManager} of Spring, such as Hazelcast's or Infinispan's. All types are
 */
@Internal
@NullMarked
package dev.connections.cache.manager;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
