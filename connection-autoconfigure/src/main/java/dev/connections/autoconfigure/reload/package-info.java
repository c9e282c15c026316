/**
 * Reloads connections whose settings have changed, when Spring Cloud publishes an
 * {@code EnvironmentChangeEvent}. Other connections are left alone.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.reload;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
