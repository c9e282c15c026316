/**
 * The settings of a connection of any type as one class, which the build generates for the completion of IDEs.
 * Internal: nothing is bound to it.
 */
@NullMarked
package dev.connections.autoconfigure.metadata;

import org.jspecify.annotations.NullMarked;
