package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/**
 * Tells who the present user is. Safe for use by several threads. With Spring Boot a bean of this type is asked in place of the
 * HTTP session.
 */
@FunctionalInterface
public interface CacheUserProvider {

    /** Nobody ever is. */
    CacheUserProvider NONE = () -> null;

    /**
     * The user on whose behalf the calling thread works: an immutable value that is equal only to that of the same user.
     * {@code null} if there is none.
     */
    @Nullable
    Object current();

    /** Work that another thread does on behalf of the present user. By default the same, which then works for nobody. */
    default Runnable onBehalfOfCurrent(Runnable work) {
        return work;
    }
}
