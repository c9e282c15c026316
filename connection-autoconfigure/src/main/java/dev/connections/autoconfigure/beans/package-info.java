/**
 * The beans of an application that configure connections, such as {@code ConnectionFactory} and
 * {@code CredentialsProvider} beans. Marks the bean definitions that belong to a connection.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.beans;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
