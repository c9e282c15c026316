/** Gives {@code @CachedQuery} and {@code @EvictQueries} methods of Spring beans their effect. */
@NullMarked
package dev.connections.cache.advice;

import org.jspecify.annotations.NullMarked;
