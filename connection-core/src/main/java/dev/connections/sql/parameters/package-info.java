/**
 * Named and positional parameters of statements, and how values are set on each driver's prepared statements.
 */
@Internal
@NullMarked
package dev.connections.sql.parameters;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
