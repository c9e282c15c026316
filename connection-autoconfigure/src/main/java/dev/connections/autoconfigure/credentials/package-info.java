/**
 * Where the credentials of a connection come from: a {@code CredentialsProvider} bean, a secret store or the
 * properties. Reads changed credentials while the application runs.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.credentials;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
