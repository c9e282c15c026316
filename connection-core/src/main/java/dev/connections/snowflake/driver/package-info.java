/**
 * Snowflake's JDBC driver: URLs, authentication with private keys, and what the driver offers beyond JDBC. API are
 * {@code SnowflakeAddress}, {@code SnowflakeLogin}, {@code PrivateKeys} and {@code PrivateKeySource}.
 */
@NullMarked
package dev.connections.snowflake.driver;

import org.jspecify.annotations.NullMarked;
