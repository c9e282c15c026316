/**
 * An opened resource with its leases, its access check and its factory's details for health and metrics. All types are
 */
@Internal
@NullMarked
package dev.connections.supervision.resource;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
