package dev.connections.autoconfigure;

import dev.connections.ManagedConnection;
import dev.connections.supervision.SupervisedConnection;

/**
 * A connection that has been made.
 *
 * @param supervised what keeps it alive
 * @param handle what its users hold
 */
record MadeConnection<R>(SupervisedConnection<R> supervised, ManagedConnection<R> handle) {}
