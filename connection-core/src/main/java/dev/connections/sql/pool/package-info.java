/**
 * The HikariCP pool underneath a connection: physical connections, logins, health checks, failover, driver settings.
 * API are {@code HikariConnectionFactory} and what its constructors take: {@code SqlSettings}, {@code PoolSettings}, {@code TlsStores},
 * {@code DriverLogin}, {@code PoolCompanion}, {@code StatementCustomizer} and {@code DatabaseSetup}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.pool;

import org.jspecify.annotations.NullMarked;
