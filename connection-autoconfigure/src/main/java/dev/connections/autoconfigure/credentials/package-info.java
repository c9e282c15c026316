/**
 * Internal: where the credentials of a connection come from: a {@code CredentialsProvider} bean, a secret store or the
 * properties. Reads changed credentials while the application runs.
 */
@NullMarked
package dev.connections.autoconfigure.credentials;

import org.jspecify.annotations.NullMarked;
