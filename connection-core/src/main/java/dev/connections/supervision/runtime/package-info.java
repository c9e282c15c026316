/** The clock, threads, timers and lock of a supervisor, so that tests can replace them. */
@Internal
@NullMarked
package dev.connections.supervision.runtime;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
