/**
 * The SQL dialects, and how databases differ: read-only sessions, cancellation of streams, databases in memory, the
 * spelling of user names.
 */
@Internal(except = SqlDialect.class)
@NullMarked
package dev.connections.sql.dialect;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
