/**
 * The query cache of a connection: results that are shared for a limited time. API for users are {@code QueryCache} and the
 * annotations. API for connection types are also {@code QueryKey}, {@code CachePolicy}, {@code CacheSettings}, {@code QueryLoader},
 * {@code AsyncQueryLoader} and {@code ResultCodec} with its reader and writer. All other types are internal.
 */
@NullMarked
package dev.connections.cache;

import org.jspecify.annotations.NullMarked;
