/**
 * Cache keys: the query, its arguments in a comparable form, the variant of the result and the user, and their encoding
 * as bytes that are the same on every node.
 */
@Internal(except = QueryKey.class)
@NullMarked
package dev.connections.cache.keys;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
