/**
 * Which values callers can share, unmodifiable copies of those that they cannot, and the size of values in memory. API
 * for connection types is {@code Sized}. All other types are internal.
 */
@NullMarked
package dev.connections.cache.values;

import org.jspecify.annotations.NullMarked;
