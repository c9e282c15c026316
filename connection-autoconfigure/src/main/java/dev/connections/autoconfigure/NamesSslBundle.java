package dev.connections.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Properties of a connection type that may name an SSL bundle of Spring Boot. One that does not exist is then told at
 * start-up, among all other problems.
 */
public interface NamesSslBundle {

    /** The value of the property {@code ssl-bundle}, or {@code null} if it is not set. */
    @Nullable
    String getSslBundle();
}
