/**
 * How a JDBC driver opens a physical connection: settings, default properties of each driver, logins, TLS, sockets
 * with keep-alive probes.
 */
@Internal(except = PoolSettings.class)
@NullMarked
package dev.connections.sql.driver;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
