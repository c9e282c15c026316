package dev.connections.supervision;

import dev.connections.CredentialsRefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a connection, as long as something is: the outage, the circuit that opens when it has lasted too long, the
 * credentials that were refused, the refresh that failed; and how many wait for its end. Guarded by the supervisor's lock.
 */
final class Trouble {

    private final SupervisorRuntime runtime;

    private final Circuit circuit;

    private final Alarm budget;

    private @Nullable Outage outage;

    private @Nullable Refusal refusal;

    /** Why the last refresh failed, while the resource that it was to replace goes on. */
    private @Nullable Throwable refreshFailure;

    private int failedRefreshes;

    private int waiting;

    Trouble(String name, SupervisorRuntime runtime, Object lock) {
        this.runtime = runtime;
        this.circuit = new Circuit(name);
        this.budget = new Alarm(runtime, lock);
    }

    @Nullable
    Outage outage() {
        return outage;
    }

    /** How long the outage has lasted; zero if there is none. */
    Duration age() {
        return (outage != null) ? Duration.ofNanos(runtime.nanoTime() - outage.sinceNanos) : Duration.ZERO;
    }

    /**
     * An outage begins, unless there is one.
     *
     * @param rideOut how long callers wait
     * @param openCircuit what to do after that, once an attempt has failed: before, there is only one that takes long
     */
    Outage begin(long sinceNanos, @Nullable Throwable cause, Duration rideOut, Runnable openCircuit) {
        if (outage != null) {
            return outage;
        }
        Outage begun =
                new Outage(runtime.now().minusNanos(runtime.nanoTime() - sinceNanos), sinceNanos, waiting, cause);
        outage = begun;
        Duration left = rideOut.minus(age());
        budget.set(left.isNegative() ? Duration.ZERO : left, () -> {
            if (begun.failedAttempts > 0) {
                openCircuit.run();
            }
        });
        return begun;
    }

    /** All is well, or nothing is known. @return the outage that has ended, if there was one */
    @Nullable
    Outage end() {
        Outage ended = outage;
        outage = null;
        budget.clear();
        giveAnotherChance();
        return ended;
    }

    /** Lets callers wait for the next attempt, and credentials be tried again, although the outage lasts. */
    void giveAnotherChance() {
        refusal = null;
        refreshFailure = null;
        failedRefreshes = 0;
        circuit.close();
    }

    /** @return how often it has failed in a row */
    int refreshFailed(Throwable cause) {
        refreshFailure = cause;
        return ++failedRefreshes;
    }

    @Nullable
    Throwable refreshFailure() {
        return refreshFailure;
    }

    void callWaits() {
        waiting++;
        if (outage != null) {
            outage.waitedCalls++;
        }
    }

    void callWaitsNoMore() {
        waiting--;
    }

    void callFailed() {
        if (outage != null) {
            outage.failedCalls++;
        }
    }

    boolean isCircuitOpen() {
        return circuit.isOpen();
    }

    /** Opens the circuit; {@code false} if it is open. */
    boolean openCircuit() {
        return circuit.open();
    }

    /** Counts a call that failed because the circuit is open. */
    void reject() {
        circuit.reject();
    }

    void refused(Answer answer, CredentialsRefusedException cause) {
        refusal = new Refusal(answer, cause, runtime.nanoTime());
    }

    /** The last refusal, also of other credentials than those that the provider has now. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
