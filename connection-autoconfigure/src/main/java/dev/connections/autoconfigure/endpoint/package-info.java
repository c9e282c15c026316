/** The actuator endpoint {@code connections}. */
@Internal
@NullMarked
package dev.connections.autoconfigure.endpoint;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
