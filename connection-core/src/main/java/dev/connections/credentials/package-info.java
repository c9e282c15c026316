/** Credentials of connections, their providers, and the masking of secrets in messages. All public types are API. */
@NullMarked
package dev.connections.credentials;

import org.jspecify.annotations.NullMarked;
