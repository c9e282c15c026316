/**
 * Keeps the resource of a connection alive: opens, shares, checks, replaces and closes it, and lets calls wait or retry
 * during an outage. Types in the signatures of {@code Logins} are API. All other types are internal.
 */
@NullMarked
package dev.connections.supervision;

import org.jspecify.annotations.NullMarked;
