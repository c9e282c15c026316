/**
 * Internal: reads JDBC results into {@code Rows} and objects: kinds of columns, values of each driver, the
 * session's time zone.
 */
@NullMarked
package dev.connections.sql.mapping;

import org.jspecify.annotations.NullMarked;
