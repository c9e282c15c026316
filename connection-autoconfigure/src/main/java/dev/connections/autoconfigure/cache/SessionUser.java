package dev.connections.autoconfigure.cache;

import org.jspecify.annotations.Nullable;

/**
 * A user, as an HTTP session or the principal of a request tells of one. Immutable.
 *
 * @param token tells the session from all others; {@code null} without a session
 * @param principal the name of the user; {@code null} without a login
 */
record SessionUser(@Nullable String token, @Nullable String principal) {

    /** Without anything that tells who it is. */
    @Override
    public String toString() {
        return "SessionUser";
    }
}
