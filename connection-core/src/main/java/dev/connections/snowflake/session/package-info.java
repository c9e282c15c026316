/**
 * Implements {@code SnowflakeConnection} on a supervised pool: asynchronous queries, scripts and query tags.
 */
@Internal(except = TraceQueryTag.class)
@NullMarked
package dev.connections.snowflake.session;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
