/** Internal: the values of a column, packed in chunks of 4096 rows, one class for each kind of value. */
@NullMarked
package dev.connections.rows.chunks;

import org.jspecify.annotations.NullMarked;
