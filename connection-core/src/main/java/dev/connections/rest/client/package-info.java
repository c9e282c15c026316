/** The HTTP client of a connection: its credentials, its health check and what the JDK's client lacks. */
@Internal
@NullMarked
package dev.connections.rest.client;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
