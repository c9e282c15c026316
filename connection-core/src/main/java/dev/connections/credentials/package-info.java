/** Credentials of connections, and their providers. All public types are API. */
@NullMarked
package dev.connections.credentials;

import org.jspecify.annotations.NullMarked;
