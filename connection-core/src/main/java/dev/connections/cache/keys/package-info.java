/**
 * Cache keys: the query, its arguments in a comparable form, the variant of the result and the user, and their encoding
 * as bytes that are the same on every node. API for connection types is {@code QueryKey}. All other types are internal.
 */
@NullMarked
package dev.connections.cache.keys;

import org.jspecify.annotations.NullMarked;
