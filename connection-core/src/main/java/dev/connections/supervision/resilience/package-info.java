/**
 * Circuit breakers, retry back-off and timeouts of connections, by Resilience4j.
 */
@Internal(except = {SupervisionCustomizer.class, SupervisionRegistries.class, SupervisionSettings.class})
@NullMarked
package dev.connections.supervision.resilience;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
