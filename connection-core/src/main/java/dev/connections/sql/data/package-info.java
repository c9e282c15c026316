/** What Spring Data JDBC needs to know about databases that it has no dialect for. */
@NullMarked
package dev.connections.sql.data;

import org.jspecify.annotations.NullMarked;
