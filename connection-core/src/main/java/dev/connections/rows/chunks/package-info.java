/** The values of a column, packed in chunks of 4096 rows, one class for each kind of value. */
@Internal
@NullMarked
package dev.connections.rows.chunks;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
