/**
 * Internal: what single JDBC drivers need or can do beyond JDBC: cancellation, read-only sessions, sockets, lazy results.
 */
@NullMarked
package dev.connections.sql.driver;

import org.jspecify.annotations.NullMarked;
