/** The columns of {@code Rows}: labels, kinds of values, and how times relate to instants. */
@NullMarked
package dev.connections.rows.shape;

import org.jspecify.annotations.NullMarked;
