/**
 * Internal: named and positional parameters of statements, and how values are set on each driver's prepared statements.
 */
@NullMarked
package dev.connections.sql.parameters;

import org.jspecify.annotations.NullMarked;
