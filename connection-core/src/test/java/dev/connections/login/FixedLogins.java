package dev.connections.login;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One login, and who is signed in. */
record FixedLogins(LoginId id, @Nullable String principal) implements CurrentLogins {

    FixedLogins(LoginId id) {
        this(id, null);
    }

    @Override
    public LoginId of(String connection) {
        return id;
    }

    @Override
    public CurrentLogins copy() {
        return this;
    }

    /** Does something on behalf of the user. */
    <T> T call(Callable<T> work) throws Exception {
        CurrentLogins before = LoginContext.set(this);
        try {
            return work.call();
        } finally {
            LoginContext.set(before);
        }
    }
}
