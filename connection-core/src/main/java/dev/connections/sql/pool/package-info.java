/**
 * The HikariCP pool underneath a connection: opens physical connections, fails fast when it is broken, checks its
 * health, and follows a failover. API are {@code HikariConnectionFactory} and {@code DatabaseSetup}. All other types
 * are internal.
 */
@NullMarked
package dev.connections.sql.pool;

import org.jspecify.annotations.NullMarked;
