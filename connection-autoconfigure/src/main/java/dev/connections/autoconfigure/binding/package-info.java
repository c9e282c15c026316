/**
 * Internal: binds the settings of each connection to the properties of its type. Finds the type, applies the defaults, checks
 * the result and collects all problems.
 */
@NullMarked
package dev.connections.autoconfigure.binding;

import org.jspecify.annotations.NullMarked;
