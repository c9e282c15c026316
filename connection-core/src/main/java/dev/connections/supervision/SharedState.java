package dev.connections.supervision;

import dev.connections.credentials.Credentials;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.runtime.GuardedBy;
import dev.connections.supervision.runtime.StateLock;
import dev.connections.supervision.runtime.SupervisorRuntime;
import org.jspecify.annotations.Nullable;

/**
 * The shared state of one connection: everything that several threads change, behind one lock. Its parts assert that
 * the lock is held. No code of a user runs under it: factories, credentials providers and event consumers are called
 * without it.
 *
 * <p>Only {@link CurrentResource} is also read without the lock, by callers on their fast path.
 */
final class SharedState<R> {

    final StateLock lock = new StateLock();

    final CurrentResource<R> current;

    final OutageState outage;

    final RunningAttempts<R> attempts;

    final WaitQueue queue;

    /** The credentials of the last opened resource; {@code null} before the first. */
    @GuardedBy("lock")
    private @Nullable Credentials openedAs;

    /** The credentials of the last attempt, whatever came of it; {@code null} before the first. */
    @GuardedBy("lock")
    private @Nullable Credentials attemptedAs;

    SharedState(ConnectConfig<R> config, SupervisorRuntime runtime) {
        this.current = new CurrentResource<>(lock, config, runtime);
        this.outage = new OutageState(lock, runtime);
        this.attempts = new RunningAttempts<>(lock, runtime);
        this.queue = new WaitQueue(lock);
    }

    @Nullable
    Credentials openedAs() {
        lock.assertHeld();
        return openedAs;
    }

    /** Returns the credentials of the resource before. */
    @Nullable
    Credentials openedAs(Credentials credentials) {
        lock.assertHeld();
        Credentials before = openedAs;
        openedAs = credentials;
        return before;
    }

    @Nullable
    Credentials attemptedAs() {
        lock.assertHeld();
        return attemptedAs;
    }

    void attemptedAs(Credentials credentials) {
        lock.assertHeld();
        attemptedAs = credentials;
    }
}
