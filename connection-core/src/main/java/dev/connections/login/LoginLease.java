package dev.connections.login;

import dev.connections.Lease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lease of a user's connection, which does not become idle meanwhile. */
final class LoginLease<R> implements Lease<R> {

    private final Lease<R> lease;

    private final Login<R> login;

    private final AtomicBoolean closed = new AtomicBoolean();

    LoginLease(Lease<R> lease, Login<R> login) {
        this.lease = lease;
        this.login = login;
    }

    @Override
    public R resource() {
        return lease.resource();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            login.endUse();
            lease.close();
        }
    }

    @Override
    public void closeAfterFailure() {
        if (closed.compareAndSet(false, true)) {
            login.endUse();
            lease.closeAfterFailure();
        }
    }
}
