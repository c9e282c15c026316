/** Sending a request: timeouts, rate limit, retries, redirects, observations and errors. */
@Internal
@NullMarked
package dev.connections.rest.exchange;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
