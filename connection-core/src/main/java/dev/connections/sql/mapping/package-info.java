/**
 * Reads JDBC results into {@code Rows} and objects: kinds of columns, values of each driver, the
 * session's time zone.
 */
@Internal
@NullMarked
package dev.connections.sql.mapping;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
