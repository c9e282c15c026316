/** Compares every way to read and write a value with what the database or its driver says that the value is. */
@NullMarked
package dev.connections.sql.oracle;

import org.jspecify.annotations.NullMarked;
