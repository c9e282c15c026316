package dev.connections.login;

import dev.connections.cache.CacheUserProvider;
import org.jspecify.annotations.Nullable;

/** Tells the cache of a connection whose results are asked for: each login has its own, and none when it has ended. */
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

    /** A result may be loaded anew in the background, for the user who was served it. */
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
