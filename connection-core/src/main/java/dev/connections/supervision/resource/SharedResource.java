package dev.connections.supervision.resource;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.runtime.Stripes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * One opened resource and the number of its users. Once retired it takes no new users; when the last one has gone it is
 * disposed of, exactly once.
 *
 * <p>Users are counted in {@link Stripes}. A stripe's counter is the number of its users, plus {@link #RETIRED};
 * {@link #OVER} is final. When all stripes are over, nobody uses the resource.
 */
public final class SharedResource<R> {

    private static final long RETIRED = 1L << 62;

    private static final long OVER = -1;

    private final R resource;

    private final ConnectConfig<R> config;

    private final ResolvedCredentials resolved;

    private final long epoch;

    private final Consumer<SharedResource<R>> disposal;

    private final AtomicLongArray users = new AtomicLongArray(Stripes.COUNT * Stripes.DISTANCE);

    private final AtomicInteger stripesNotOver = new AtomicInteger(Stripes.COUNT);

    private final AtomicBoolean disposed = new AtomicBoolean();

    /**
     * Set by each user who goes, and taken back by the probe. Plain fields: the probe may see them late, but not never.
     */
    private boolean progress;

    private boolean failures;

    /**
     * @param config what opened it, and closes it
     * @param resolved who it was opened as
     * @param epoch how many resets had been requested when its opening began
     * @param disposal closes the resource; called once, on the thread of the last user, so it must not block
     */
    public SharedResource(
            R resource,
            ConnectConfig<R> config,
            ResolvedCredentials resolved,
            long epoch,
            Consumer<SharedResource<R>> disposal) {
        this.resource = resource;
        this.config = config;
        this.resolved = resolved;
        this.epoch = epoch;
        this.disposal = disposal;
    }

    public R resource() {
        return resource;
    }

    public ConnectionFactory<R> factory() {
        return config.factory();
    }

    public CredentialsProvider credentialsProvider() {
        return config.credentialsProvider();
    }

    public ResolvedCredentials resolved() {
        return resolved;
    }

    /** A failure of its factory or its users without the secrets of the connection. */
    public Throwable masked(Throwable failure) {
        return FailureMask.mask(config, resolved, failure);
    }

    public long epoch() {
        return epoch;
    }

    /** Becomes a user, unless the resource is retired. Allocates nothing. */
    public boolean tryUse(int stripe) {
        int index = stripe * Stripes.DISTANCE;
        for (; ; ) {
            long now = users.get(index);
            if (now < 0 || now >= RETIRED) {
                return false;
            }
            if (users.compareAndSet(index, now, now + 1)) {
                return true;
            }
        }
    }

    /**
     * Ends a use.
     *
     * @param stripe the one it began with
     * @param succeeded whether it shows that the target answers; if not, the probe asks
     */
    public void release(int stripe, boolean succeeded) {
        if (succeeded) {
            if (!progress) {
                progress = true;
            }
        } else if (!failures) {
            failures = true;
        }
        int index = stripe * Stripes.DISTANCE;
        for (; ; ) {
            long now = users.get(index);
            if (now < 0) {
                return;
            }
            boolean last = now == RETIRED + 1;
            if (users.compareAndSet(index, now, last ? OVER : now - 1)) {
                if (last) {
                    stripeIsOver();
                }
                return;
            }
        }
    }

    private void stripeIsOver() {
        if (stripesNotOver.decrementAndGet() == 0) {
            dispose();
        }
    }

    private void dispose() {
        if (disposed.compareAndSet(false, true)) {
            disposal.accept(this);
        }
    }

    /** Whether it is in use now. */
    public boolean isInUse() {
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            if (users.get(stripe * Stripes.DISTANCE) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a use has ended well since this was last asked. */
    public boolean pollProgress() {
        boolean result = progress;
        progress = false;
        return result;
    }

    /** Whether a use has failed since this was last asked. */
    public boolean pollFailures() {
        boolean result = failures;
        failures = false;
        return result;
    }

    /** Takes no new users from now on. */
    public void retire() {
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            retire(stripe * Stripes.DISTANCE);
        }
    }

    private void retire(int index) {
        for (; ; ) {
            long now = users.get(index);
            if (now < 0 || now >= RETIRED) {
                return;
            }
            if (users.compareAndSet(index, now, (now == 0) ? OVER : now + RETIRED)) {
                if (now == 0) {
                    stripeIsOver();
                }
                return;
            }
        }
    }

    /** Disposes of the resource under its users' hands, unless that has been done. */
    public void disposeNow() {
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            users.set(stripe * Stripes.DISTANCE, OVER);
        }
        dispose();
    }
}
