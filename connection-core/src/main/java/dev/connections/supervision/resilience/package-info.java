/**
 * Circuit breakers, retry back-off and timeouts of connections, by Resilience4j. API are {@code SupervisionCustomizer}
 * and {@code SupervisionRegistries}. All other types are internal.
 */
@NullMarked
package dev.connections.supervision.resilience;

import org.jspecify.annotations.NullMarked;
