/** The clock, threads, timers and lock of a supervisor, so that tests can replace them. All types are internal. */
@NullMarked
package dev.connections.supervision.runtime;

import org.jspecify.annotations.NullMarked;
