/**
 * The errors of each database and driver. Translates them to Spring's exceptions, and tells broken
 * connections and rejected credentials from failed statements.
 */
@Internal
@NullMarked
package dev.connections.sql.errors;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
