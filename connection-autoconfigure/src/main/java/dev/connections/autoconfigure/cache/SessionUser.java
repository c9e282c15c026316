package dev.connections.autoconfigure.cache;

import org.jspecify.annotations.Nullable;

/**
 * A user, as an HTTP session tells of one. Immutable.
 *
 * @param token tells the session from all others
 * @param principal who is logged in; {@code null} if nobody is
 */
record SessionUser(String token, @Nullable String principal) {

    /** Without anything that tells who it is. */
    @Override
    public String toString() {
        return "SessionUser";
    }
}
