/** The query cache of a connection: results that are shared for a limited time. */
@NullMarked
package dev.connections.cache;

import org.jspecify.annotations.NullMarked;
