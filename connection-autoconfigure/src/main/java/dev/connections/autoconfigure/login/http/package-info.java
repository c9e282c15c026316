/**
 * Reads the bodies of login requests, JSON and forms, within limits.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.login.http;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
