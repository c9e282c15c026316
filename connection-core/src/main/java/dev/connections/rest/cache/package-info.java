/** The HTTP cache: responses that are kept by TTL or by their headers (RFC 9111). */
@Internal
@NullMarked
package dev.connections.rest.cache;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
