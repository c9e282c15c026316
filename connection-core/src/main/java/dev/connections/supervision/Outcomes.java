package dev.connections.supervision;

import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What follows from an attempt's end. Called by attempts, without the lock. */
final class Outcomes<R> {

    private final Supervisor<R> supervisor;

    private final Present<R> present;

    private final Trouble trouble;

    private final Attempts<R> attempts;

    private final OutageLog log;

    Outcomes(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.present = supervisor.present;
        this.trouble = supervisor.trouble;
        this.attempts = supervisor.attempts;
        this.log = new OutageLog(supervisor.name, supervisor.ofOneUser);
    }

    /** An attempt has a resource; {@code false} if nobody wants it any more. */
    boolean opened(Attempt<R> by, R resource, Answer answer) {
        SharedResource<R> replaced;
        Outage ended;
        Duration outageTook;
        boolean roleChanged;
        synchronized (supervisor.lock) {
            if (!attempts.end(by)) {
                return false;
            }
            supervisor.use(by.source);
            SharedResource<R> next =
                    new SharedResource<>(resource, by.source, answer, by.epoch(), supervisor.resources::dispose);
            supervisor.resources.add(next);
            supervisor.statistics.opened(attempts.succeeded(by));
            outageTook = trouble.age();
            attempts.cancelNext();
            ended = trouble.end();
            supervisor.probe.opened();
            present.show(ConnectionState.UP);
            // last: users find it without the lock, and then the state, the counts and the answer must be there
            replaced = present.replaceCurrent(next);
            supervisor.credentialsWatch.watch(next);
            supervisor.callers.signal();
            if (attempts.isRefreshWanted()) {
                supervisor.startAttempt();
            }
            Credentials before = supervisor.openedAs;
            supervisor.openedAs = answer.credentials();
            roleChanged = before != null
                    && !Objects.equals(before.role(), answer.credentials().role());
        }
        if (roleChanged) {
            supervisor.roleChanged.run();
        }
        by.end(null);
        if (replaced != null) {
            replaced.retire();
        }
        if (ended != null) {
            log.isBack(ended, outageTook);
        }
        return true;
    }

    /** Fails an attempt before it asks the target, if that has rejected these credentials. */
    void failIfRefused(Attempt<R> by, Answer answer) {
        synchronized (supervisor.lock) {
            Refusal refusal = trouble.refusal();
            if (by.source == present.source()
                    && refusal != null
                    && refusal.answer().isSameAs(answer)) {
                throw refusal.cause();
            }
        }
    }

    /**
     * The target refused credentials. They are not tried again, even if the provider hangs when it is asked for others.
     *
     * @return whether the attempt may go on with others: its result is still wanted
     */
    boolean refused(Attempt<R> by, Answer answer, CredentialsRefusedException cause) {
        synchronized (supervisor.lock) {
            if (!attempts.isUnderWay(by) || by.epoch() < present.epoch()) {
                return false;
            }
            if (by.source == present.source()) {
                trouble.refused(answer, cause);
            }
            return true;
        }
    }

    /**
     * An attempt failed.
     *
     * @param answer who it was made as, if it came that far
     * @param isTransient whether the failure may pass by itself
     */
    void failed(Attempt<R> by, @Nullable Answer answer, Throwable failure, boolean isTransient) {
        Runnable rest = () -> {};
        synchronized (supervisor.lock) {
            if (!attempts.end(by)) {
                return;
            }
            attempts.failed(by);
            if (by.source != present.source()) {
                goOnWithoutReload();
            } else if (by.epoch() < present.epoch()) {
                // It was reset meanwhile, perhaps because the reason for the failure is gone.
                supervisor.startAttempt();
            } else {
                rest = failedNow(by, answer, failure, isTransient);
            }
        }
        rest.run();
        by.end(failure);
    }

    /** Does what the attempt with another source has kept from being done. */
    private void goOnWithoutReload() {
        if (!present.servesAll() || attempts.isRefreshWanted() || trouble.refreshFailure() != null) {
            supervisor.startAttempt();
        }
    }

    /** @return what is left to be done without the lock */
    private Runnable failedNow(Attempt<R> by, @Nullable Answer answer, Throwable failure, boolean isTransient) {
        supervisor.statistics.openingFailed(Duration.ofNanos(supervisor.runtime.nanoTime() - by.startedNanos));
        if (failure instanceof CredentialsRefusedException refused && answer != null) {
            trouble.refused(answer, refused);
        }
        return present.servesAll() ? refreshFailed(failure) : openingFailed(by, answer, failure, isTransient);
    }

    private Runnable refreshFailed(Throwable failure) {
        int failures = trouble.refreshFailed(failure);
        present.show(ConnectionState.DEGRADED);
        attempts.schedule(pauseAfter(failure, failures));
        return (failures == 1) ? () -> log.isNotRefreshed(failure) : () -> {};
    }

    private Runnable openingFailed(Attempt<R> by, @Nullable Answer answer, Throwable failure, boolean isTransient) {
        SharedResource<R> outdated = present.replaceCurrent(null);
        Outage now = supervisor.beginOutage(by.startedNanos, failure);
        now.cause = failure;
        int failures = ++now.failedAttempts;
        if (answer == null || !answer.credentials().isForOneOpening()) {
            attempts.schedule(pauseAfter(failure, failures));
        }
        if (failure instanceof CredentialsRefusedException) {
            present.show(ConnectionState.REFUSED);
            supervisor.callers.signal();
        } else {
            present.show(ConnectionState.DOWN);
            if (!isTransient
                    || trouble.age().compareTo(present.settings().recovery().rideOut()) >= 0) {
                supervisor.openCircuit();
            }
        }
        return () -> {
            if (outdated != null) {
                outdated.retire();
            }
            if (failures == 1) {
                log.isDown(now, failure);
            }
        };
    }

    private Duration pauseAfter(Throwable failure, int failures) {
        return (failure instanceof CredentialsRefusedException)
                ? Cadence.pauseAfterRefusal(failures)
                : present.source().cadence().pauseAfter(failures);
    }
}
