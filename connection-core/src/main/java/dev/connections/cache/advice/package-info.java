/** The Spring AOP advice of {@code @CachedQuery} and {@code @EvictQueries} methods. */
@Internal
@NullMarked
package dev.connections.cache.advice;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
