/** A level of a cache in any cache that Spring's cache abstraction knows, such as one of Hazelcast or Infinispan. */
@NullMarked
package dev.connections.cache.manager;

import org.jspecify.annotations.NullMarked;
