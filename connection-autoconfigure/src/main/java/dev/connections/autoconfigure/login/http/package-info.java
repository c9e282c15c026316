/**
 * Internal: reads the bodies of login requests, JSON and forms, within limits.
 */
@NullMarked
package dev.connections.autoconfigure.login.http;

import org.jspecify.annotations.NullMarked;
