/** Servlet web applications: the response for an unavailable connection, and response headers. */
@Internal
@NullMarked
package dev.connections.autoconfigure.web;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
