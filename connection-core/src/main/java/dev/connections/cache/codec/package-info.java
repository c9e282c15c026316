/**
 * Encodes cached results as bytes for other nodes, and decodes them. API for connection types are {@code ResultCodec},
 * {@code ResultReader} and {@code ResultWriter}. All other types are internal.
 */
@NullMarked
package dev.connections.cache.codec;

import org.jspecify.annotations.NullMarked;
