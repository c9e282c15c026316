package dev.connections.login;

import dev.connections.Internal;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Lets Micrometer's context propagation, which finds it as a service, carry the logins of a user to other threads. */
@Internal
public final class LoginThreadLocalAccessor implements ThreadLocalAccessor<CurrentLogins> {

    @Override
    public Object key() {
        return CurrentLogins.class.getName();
    }

    /** The request that they are read from may have ended when another thread asks. */
    @Override
    public @Nullable CurrentLogins getValue() {
        CurrentLogins current = LoginContext.current();
        return (current != null) ? current.copy() : null;
    }

    @Override
    public void setValue(CurrentLogins logins) {
        LoginContext.set(logins);
    }

    @Override
    public void setValue() {
        LoginContext.set(null);
    }
}
