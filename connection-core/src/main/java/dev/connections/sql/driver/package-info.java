/**
 * How a JDBC driver opens a physical connection: settings, default properties of each driver, logins, TLS, sockets
 * with keep-alive probes. API are {@code SqlSettings}, {@code PoolSettings}, {@code TlsStores}, {@code DriverLogin},
 * {@code AttachedClient} and {@code StatementCustomizer}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.driver;

import org.jspecify.annotations.NullMarked;
