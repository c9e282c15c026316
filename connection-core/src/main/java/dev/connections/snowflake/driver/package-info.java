/**
 * Snowflake's JDBC driver: URLs, authentication with private keys, and what the driver offers beyond JDBC.
 */
@Internal(except = {PrivateKeySource.class, PrivateKeys.class})
@NullMarked
package dev.connections.snowflake.driver;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
