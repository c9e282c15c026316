/**
 * Internal: reloads connections whose settings have changed, when Spring Cloud publishes an
 * {@code EnvironmentChangeEvent}. Other connections are left alone.
 */
@NullMarked
package dev.connections.autoconfigure.reload;

import org.jspecify.annotations.NullMarked;
