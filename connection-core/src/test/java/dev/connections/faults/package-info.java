/** What connections promise under faults, tested with real servers: each class is a row, or a few, of the table in the docs. */
@NullMarked
package dev.connections.faults;

import org.jspecify.annotations.NullMarked;
