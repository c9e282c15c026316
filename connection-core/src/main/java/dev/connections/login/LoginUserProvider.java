package dev.connections.login;

import dev.connections.cache.CacheUserProvider;
import org.jspecify.annotations.Nullable;

/**
 * Provides the login of the current user to the cache: each login has results of its own, and none after it has
 * ended.
 */
record LoginUserProvider(Logins<?> logins) implements CacheUserProvider {

    @Override
    public @Nullable Object current() {
        Login<?> login = logins.current();
        if (login == null) {
            return null;
        }
        login.touch();
        return login.cacheUser;
    }

    /** A result may be refreshed in the background, for the user who received it. */
    @Override
    public Runnable onBehalfOfCurrent(Runnable work) {
        CurrentLogins current = LoginContext.current();
        if (current == null) {
            return work;
        }
        CurrentLogins copy = current.copy();
        return () -> {
            CurrentLogins before = LoginContext.set(copy);
            try {
                work.run();
            } finally {
                LoginContext.set(before);
            }
        };
    }
}
