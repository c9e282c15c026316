/**
 * The {@code DataSource} of a connection, for JDBC, JPA and Spring's transactions: it stays the same while pools
 * are replaced.
 */
@Internal
@NullMarked
package dev.connections.sql.datasource;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
