package dev.connections.supervision;

import dev.connections.Lease;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One opened resource and the number of its users. Once retired it takes no new users; when the last one has gone it is
 * disposed of, exactly once, whoever comes last.
 *
 * <p>All of it is one counter: the users, plus {@link #RETIRED}; {@link #DISPOSED} is final.
 */
final class SharedResource<R> {

    private static final long RETIRED = 1L << 62;

    private static final long DISPOSED = -1;

    private final R resource;

    private final Consumer<SharedResource<R>> disposal;

    private final AtomicLong users = new AtomicLong();

    /** @param disposal closes the resource; called once, on the thread of the last user, so it must not block */
    SharedResource(R resource, Consumer<SharedResource<R>> disposal) {
        this.resource = resource;
        this.disposal = disposal;
    }

    R resource() {
        return resource;
    }

    /** A lease, or {@code null} if the resource is retired. */
    @Nullable
    Lease<R> tryLease() {
        for (; ; ) {
            long now = users.get();
            if (now < 0 || now >= RETIRED) {
                return null;
            }
            if (users.compareAndSet(now, now + 1)) {
                return new HeldLease<>(this);
            }
        }
    }

    /** Takes no new users from now on. */
    void retire() {
        for (; ; ) {
            long now = users.get();
            if (now < 0 || now >= RETIRED) {
                return;
            }
            if (users.compareAndSet(now, (now == 0) ? DISPOSED : now + RETIRED)) {
                if (now == 0) {
                    disposal.accept(this);
                }
                return;
            }
        }
    }

    /** Disposes of the resource under its users' hands, unless that has been done. */
    void disposeNow() {
        if (users.getAndSet(DISPOSED) != DISPOSED) {
            disposal.accept(this);
        }
    }

    private void release() {
        for (; ; ) {
            long now = users.get();
            if (now < 0) {
                return;
            }
            boolean last = now == RETIRED + 1;
            if (users.compareAndSet(now, last ? DISPOSED : now - 1)) {
                if (last) {
                    disposal.accept(this);
                }
                return;
            }
        }
    }

    private static final class HeldLease<R> extends AtomicBoolean implements Lease<R> {

        private static final long serialVersionUID = 1L;

        private final transient SharedResource<R> shared;

        HeldLease(SharedResource<R> shared) {
            this.shared = shared;
        }

        @Override
        public R resource() {
            if (get()) {
                throw new IllegalStateException("The lease is closed");
            }
            return shared.resource;
        }

        @Override
        public void close() {
            if (compareAndSet(false, true)) {
                shared.release();
            }
        }
    }
}
