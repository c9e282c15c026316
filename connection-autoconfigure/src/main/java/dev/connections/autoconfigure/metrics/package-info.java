/** Metrics of connections. */
@NullMarked
package dev.connections.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
