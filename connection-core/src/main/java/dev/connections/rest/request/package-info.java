/**
 * The implementation of {@link dev.connections.rest.RestConnection} and its requests by Spring's {@code RestClient}.
 */
@Internal
@NullMarked
package dev.connections.rest.request;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
