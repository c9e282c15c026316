/**
 * The HikariCP pool underneath a connection: opens physical connections, fails fast when it is broken, checks its
 * health, and follows a failover.
 */
@Internal
@NullMarked
package dev.connections.sql.pool;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
