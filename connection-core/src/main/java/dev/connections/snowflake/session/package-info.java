/**
 * Implements {@code SnowflakeConnection} on a supervised pool: asynchronous queries, scripts and query tags. API is
 * {@code TraceQueryTag}. All other types are internal.
 */
@NullMarked
package dev.connections.snowflake.session;

import org.jspecify.annotations.NullMarked;
