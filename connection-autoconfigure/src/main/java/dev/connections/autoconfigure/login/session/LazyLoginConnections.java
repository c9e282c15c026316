package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginConnections;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Finds the connections with logins when a request first needs them. The web server needs its filters before there are
 * connections, and sessions end after them. Safe for use by several threads.
 */
public final class LazyLoginConnections implements Supplier<LoginConnections> {

    private final ObjectProvider<LoginConnections> provider;

    private volatile @Nullable LoginConnections present;

    public LazyLoginConnections(ObjectProvider<LoginConnections> provider) {
        this.provider = provider;
    }

    @Override
    public LoginConnections get() {
        LoginConnections known = present;
        if (known == null) {
            known = provider.getObject();
            present = known;
        }
        return known;
    }

    /** Nobody is logged in as long as this is {@code null}. */
    @Nullable
    LoginConnections ifUsed() {
        return present;
    }
}
