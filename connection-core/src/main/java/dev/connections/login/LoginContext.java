package dev.connections.login;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf the present thread works. The web layer sets it for each request; where Micrometer's context propagation is
 * there, whatever uses that carries it to other threads.
 */
public final class LoginContext {

    private static final ThreadLocal<@Nullable CurrentLogins> CURRENT = new ThreadLocal<>();

    private LoginContext() {}

    /** The logins of the user; {@code null} if the thread works for nobody. */
    public static @Nullable CurrentLogins current() {
        return CURRENT.get();
    }

    /**
     * Lets the thread work for somebody, or for nobody.
     *
     * @param logins the logins of the user, or {@code null}
     * @return what was before, to be restored
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
