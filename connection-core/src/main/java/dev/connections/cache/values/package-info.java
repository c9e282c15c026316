/**
 * Which values callers can share, unmodifiable copies of those that they cannot, and the size of values in memory.
 */
@Internal(except = Sized.class)
@NullMarked
package dev.connections.cache.values;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
