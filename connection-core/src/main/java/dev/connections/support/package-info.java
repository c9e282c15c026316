/**
 * Building blocks for authors of connection types: a rate limiter, the connection's name in log lines, and the reason
 * of a network failure. All types are API.
 */
@NullMarked
package dev.connections.support;

import org.jspecify.annotations.NullMarked;
