/**
 * Internal: the errors of each database and driver. Translates them to Spring's exceptions, and tells broken
 * connections and rejected credentials from failed statements.
 */
@NullMarked
package dev.connections.sql.errors;

import org.jspecify.annotations.NullMarked;
