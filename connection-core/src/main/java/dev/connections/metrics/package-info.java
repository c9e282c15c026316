/** What a connection measures of itself: the gauges and timers of its resource, recorded as metrics. All types are API. */
@NullMarked
package dev.connections.metrics;

import org.jspecify.annotations.NullMarked;
