/** The Spring AOP advice of {@code @CachedQuery} and {@code @EvictQueries} methods. All types are internal. */
@NullMarked
package dev.connections.cache.advice;

import org.jspecify.annotations.NullMarked;
