package dev.connections.testing;

import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One login, and who is signed in. */
public record FixedLogins(LoginId id, @Nullable String principal) implements CurrentLogins {

    public FixedLogins(LoginId id) {
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
    public <T> T call(Callable<T> work) throws Exception {
        CurrentLogins before = LoginContext.set(this);
        try {
            return work.call();
        } finally {
            LoginContext.set(before);
        }
    }
}
