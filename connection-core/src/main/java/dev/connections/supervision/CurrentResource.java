package dev.connections.supervision;

import dev.connections.ConnectionState;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.resource.SharedResource;
import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.StateLock;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The resource in use, the state, and what opens the next resource. Read without a lock; changed only under it. */
final class CurrentResource<R> {

    private final StateLock lock;

    private final SupervisorRuntime runtime;

    private final ConnectionHistory history = new ConnectionHistory();

    @GuardedBy("lock")
    private volatile @Nullable SharedResource<R> resource;

    @GuardedBy("lock")
    private volatile long epoch;

    @GuardedBy("lock")
    private volatile ConnectionState state = ConnectionState.NEW;

    @GuardedBy("lock")
    private volatile ConnectConfig<R> config;

    @GuardedBy("lock")
    private Instant stateSince;

    CurrentResource(StateLock lock, ConnectConfig<R> config, SupervisorRuntime runtime) {
        this.lock = lock;
        this.config = config;
        this.runtime = runtime;
        this.stateSince = runtime.now();
    }

    /** The resource that new callers share; {@code null} while there is none. */
    @Nullable
    SharedResource<R> get() {
        return resource;
    }

    /** Whether there is a resource that was opened after the last reset. */
    boolean isUpToDate() {
        SharedResource<R> shared = resource;
        return shared != null && shared.epoch() == epoch;
    }

    /** The number of resets. */
    long epoch() {
        return epoch;
    }

    ConnectionState state() {
        return state;
    }

    /** What opens resources now. */
    ConnectConfig<R> config() {
        return config;
    }

    SupervisionSettings settings() {
        return config.settings();
    }

    Duration rideOut() {
        return settings().recovery().rideOut();
    }

    /** Since when the state has been what it is. */
    Instant stateSince() {
        lock.assertHeld();
        return stateSince;
    }

    /** Returns the resource before, which the caller retires. */
    @Nullable
    SharedResource<R> replace(@Nullable SharedResource<R> next) {
        lock.assertHeld();
        SharedResource<R> replaced = resource;
        resource = next;
        return replaced;
    }

    /** A reset: callers that come from now on are not served by the present resource. */
    long beginEpoch() {
        lock.assertHeld();
        long begun = epoch + 1;
        epoch = begun;
        return begun;
    }

    void state(ConnectionState next) {
        lock.assertHeld();
        if (state != next) {
            state = next;
            stateSince = runtime.now();
            history.stateChanged(next, stateSince);
        }
    }

    ConnectionHistory history() {
        return history;
    }

    /** Returns whether that is another source than before. */
    boolean use(ConnectConfig<R> with) {
        lock.assertHeld();
        boolean other = config != with;
        config = with;
        return other;
    }
}
