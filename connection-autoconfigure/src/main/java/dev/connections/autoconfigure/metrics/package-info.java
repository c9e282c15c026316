/** Metrics and observations of connections with Micrometer. */
@NullMarked
package dev.connections.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
