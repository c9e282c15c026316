/**
 * The SQL dialects, and how databases differ: read-only sessions, cancellation of streams, databases in memory, the
 * spelling of user names. API are {@code SqlDialect} and {@code SnowflakeDriver}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.dialect;

import org.jspecify.annotations.NullMarked;
