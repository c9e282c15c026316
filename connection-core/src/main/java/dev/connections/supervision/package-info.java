/**
 * Keeps the resource of a connection alive: opens, shares, checks, replaces and closes it, and lets calls wait or retry
 * during an outage.
 */
@Internal(except = {ConnectionHistory.class, ConnectionStatus.class, Supervision.class, SupervisionStatistics.class})
@NullMarked
package dev.connections.supervision;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
