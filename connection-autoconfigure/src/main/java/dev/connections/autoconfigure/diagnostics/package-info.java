/**
 * Explains failed starts by failure analyzers. Reports on a connection for health and the actuator endpoint; reports
 * contain no secrets.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.diagnostics;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
