package dev.connections.login;

import org.jspecify.annotations.Nullable;

/**
 * Holds the logins of the current user for a thread. The web layer sets it for each request. Micrometer's context
 * propagation, if present, carries it to other threads.
 */
public final class LoginContext {

    private static final ThreadLocal<@Nullable CurrentLogins> CURRENT = new ThreadLocal<>();

    private LoginContext() {}

    /** Returns the logins of the current user; {@code null} if there is none. */
    public static @Nullable CurrentLogins current() {
        return CURRENT.get();
    }

    /**
     * Sets the logins of the current user.
     *
     * @param logins the logins, or {@code null} for no user
     * @return the previous value, to be restored
     */
    public static @Nullable CurrentLogins set(@Nullable CurrentLogins logins) {
        CurrentLogins before = CURRENT.get();
        if (logins == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(logins);
        }
        return before;
    }
}
