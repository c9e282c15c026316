/** Gauges and timers of a resource, recorded as metrics. All types are API. */
@NullMarked
package dev.connections.metrics;

import org.jspecify.annotations.NullMarked;
