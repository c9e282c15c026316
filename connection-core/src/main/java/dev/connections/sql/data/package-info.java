/**
 * Spring Data JDBC repositories on a named connection, and the dialects of databases that Spring Data has none for.
 * API are {@code EnableConnectionRepositories} and the dialects.
 */
@NullMarked
package dev.connections.sql.data;

import org.jspecify.annotations.NullMarked;
