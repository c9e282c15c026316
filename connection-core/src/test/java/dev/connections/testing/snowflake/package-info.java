/**
 * A server that speaks the JSON protocol of Snowflake's JDBC driver, with H2 behind it, so that the real driver runs real
 * queries. What it answers is what driver 4.4.1 was seen to understand; the service itself may say more.
 */
@NullMarked
package dev.connections.testing.snowflake;

import org.jspecify.annotations.NullMarked;
