/**
 * The type {@code snowflake}: {@code SnowflakeConnection}, a SQL connection with asynchronous queries, bulk loads,
 * stages, scripts and Snowpark. All types are API.
 */
@NullMarked
package dev.connections.snowflake;

import org.jspecify.annotations.NullMarked;
