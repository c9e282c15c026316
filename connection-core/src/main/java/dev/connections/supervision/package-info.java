/**
 * The supervisor of a resource: opens, shares, replaces and drains it. API are {@code RateLimit} with its exception, {@code
 * WaitingClock}, {@code NetworkReason}, {@code LoggedConnection}, {@code SupervisionCustomizer} and {@code
 * SupervisionRegistries}. All other types are internal.
 */
@NullMarked
package dev.connections.supervision;

import org.jspecify.annotations.NullMarked;
