/** An entity and its repository for tests, for a connection of their own. */
@NullMarked
package dev.connections.sql.orders;

import org.jspecify.annotations.NullMarked;
