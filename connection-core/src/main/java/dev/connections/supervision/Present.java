package dev.connections.supervision;

import dev.connections.ConnectionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a connection is at present. Read without a lock; changed only under the supervisor's. */
final class Present<R> {

    private final SupervisorRuntime runtime;

    private volatile @Nullable SharedResource<R> current;

    private volatile long epoch;

    private volatile ConnectionState state = ConnectionState.NEW;

    private volatile Source<R> source;

    private Instant stateSince;

    Present(Source<R> source, SupervisorRuntime runtime) {
        this.source = source;
        this.runtime = runtime;
        this.stateSince = runtime.now();
    }

    /** The resource that new users share; {@code null} while there is none. */
    @Nullable
    SharedResource<R> current() {
        return current;
    }

    /** Whether there is a resource for those, too, who come after the last reset. */
    boolean servesAll() {
        SharedResource<R> shared = current;
        return shared != null && shared.epoch() == epoch;
    }

    /** How many resets there were. */
    long epoch() {
        return epoch;
    }

    ConnectionState state() {
        return state;
    }

    /** What opens resources now. */
    Source<R> source() {
        return source;
    }

    SupervisionSettings settings() {
        return source.settings();
    }

    /** Since when the state is what it is. Asked under the lock. */
    Instant stateSince() {
        return stateSince;
    }

    /** @return the resource before, which is to be retired */
    @Nullable
    SharedResource<R> replaceCurrent(@Nullable SharedResource<R> next) {
        SharedResource<R> replaced = current;
        current = next;
        return replaced;
    }

    /** A reset: the resource of before serves nobody who comes from now on. */
    long beginEpoch() {
        long begun = epoch + 1;
        epoch = begun;
        return begun;
    }

    void show(ConnectionState next) {
        if (state != next) {
            state = next;
            stateSince = runtime.now();
        }
    }

    /** @return whether that is another one than before */
    boolean use(Source<R> with) {
        boolean other = source != with;
        source = with;
        return other;
    }
}
