/**
 * Internal: the beans of an application that configure connections, such as {@code ConnectionFactory} and
 * {@code CredentialsProvider} beans. Marks the bean definitions that belong to a connection.
 */
@NullMarked
package dev.connections.autoconfigure.beans;

import org.jspecify.annotations.NullMarked;
