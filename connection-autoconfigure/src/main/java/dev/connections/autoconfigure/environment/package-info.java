/**
 * Reads {@code connections.*} from the property sources of the environment. Finds the names of connections in any
 * spelling, the keys of each, environment variables, unresolved placeholders, and the present values of sources that
 * change.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.environment;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
