/** The actuator endpoint {@code connections}. */
@NullMarked
package dev.connections.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
