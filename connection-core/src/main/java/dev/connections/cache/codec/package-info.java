/**
 * Encodes cached results as bytes for other nodes, and decodes them.
 */
@Internal(except = {ResultCodec.class, ResultReader.class, ResultWriter.class, UnsupportedResultException.class})
@NullMarked
package dev.connections.cache.codec;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
