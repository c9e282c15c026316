/**
 * Binds the settings of each connection to the properties of its type. Finds the type, applies the defaults, checks
 * the result and collects all problems.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.binding;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
