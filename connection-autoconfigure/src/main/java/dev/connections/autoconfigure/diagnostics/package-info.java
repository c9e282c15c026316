/**
 * Internal: explains failed starts by failure analyzers. Reports on a connection for health and the actuator endpoint; reports
 * contain no secrets.
 */
@NullMarked
package dev.connections.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
