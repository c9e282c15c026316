/** Turns {@code connections.*} into beans. */
@NullMarked
package dev.connections.autoconfigure;

import org.jspecify.annotations.NullMarked;
