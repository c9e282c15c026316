package dev.connections.supervision.resource;

import dev.connections.Lease;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lease of a shared resource. Released once. */
public final class HeldLease<R> extends AtomicBoolean implements Lease<R> {

    private static final long serialVersionUID = 1L;

    private final transient SharedResource<R> shared;

    private final int stripe;

    /** @param shared in use already, with the given stripe */
    public HeldLease(SharedResource<R> shared, int stripe) {
        this.shared = shared;
        this.stripe = stripe;
    }

    @Override
    public R resource() {
        if (get()) {
            throw new IllegalStateException("The lease is closed");
        }
        return shared.resource();
    }

    @Override
    public void close() {
        close(true);
    }

    @Override
    public void closeAfterFailure() {
        close(false);
    }

    private void close(boolean succeeded) {
        if (compareAndSet(false, true)) {
            shared.release(stripe, succeeded);
        }
    }
}
