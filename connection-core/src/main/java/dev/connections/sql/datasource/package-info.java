/**
 * The {@code DataSource} of a connection, for JDBC, JPA and Spring's transactions: it stays the same while pools
 * are replaced.
 * API is {@code DataSourceBean}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.datasource;

import org.jspecify.annotations.NullMarked;
