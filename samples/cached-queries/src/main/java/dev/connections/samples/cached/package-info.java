/** Keeps results for a limited time. */
@NullMarked
package dev.connections.samples.cached;

import org.jspecify.annotations.NullMarked;
