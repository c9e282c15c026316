package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/**
 * Provides the current user, for results with the scope {@code user}. Must be thread-safe. With Spring Boot, a bean
 * of this type replaces the HTTP session.
 */
@FunctionalInterface
public interface CacheUserProvider {

    /** There is never a user. */
    CacheUserProvider NONE = () -> null;

    /**
     * Returns the user of the calling thread: an immutable value that equals only that of the same user. {@code
     * null} if there is none.
     */
    @Nullable
    Object current();

    /**
     * Wraps work so that it runs on another thread for the current user. Returns it unchanged by default, so that
     * it runs for no user.
     */
    default Runnable onBehalfOfCurrent(Runnable work) {
        return work;
    }
}
