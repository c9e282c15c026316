package dev.connections.supervision;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider for credentials while a resource is open: as often as the provider wants, and before they expire. Other
 * ones than those the resource was opened with lead to a refresh. Safe for use by several threads.
 */
final class CredentialsWatch<R> {

    private static final Logger logger = LoggerFactory.getLogger(CredentialsWatch.class);

    /** Credentials are renewed when this part of their life is left, so that another try is possible. */
    private static final int PART_LEFT = 5;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Supervisor<R> supervisor;

    private @Nullable Scheduled next;

    private boolean closed;

    CredentialsWatch(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
    }

    /** Watches the credentials of a resource that has just been opened, instead of those before. */
    void watch(SharedResource<R> opened) {
        schedule(opened, opened.credentials());
    }

    private synchronized void schedule(SharedResource<R> shared, Credentials newest) {
        if (next != null) {
            next.cancel();
            next = null;
        }
        Duration delay = delay(shared.credentialsProvider(), newest.expiresAt());
        if (delay != null && !closed && supervisor.current() == shared) {
            next = supervisor.runtime.schedule(
                    delay, () -> supervisor.startThread("credentials", () -> ask(shared, newest)));
        }
    }

    private @Nullable Duration delay(CredentialsProvider provider, @Nullable Instant expiresAt) {
        Duration interval = provider.pollInterval();
        if (expiresAt != null) {
            Duration left = Duration.between(supervisor.runtime.now(), expiresAt);
            Duration untilRenewal = left.minus(left.dividedBy(PART_LEFT));
            interval = (interval != null && interval.compareTo(untilRenewal) < 0) ? interval : untilRenewal;
        }
        return (interval == null || interval.compareTo(SHORTEST) >= 0) ? interval : SHORTEST;
    }

    private void ask(SharedResource<R> shared, Credentials newest) {
        Credentials answer = newest;
        try {
            answer = shared.credentialsProvider().get();
        } catch (Throwable ex) {
            logger.warn(
                    "Connection '{}' goes on with the credentials it has, as its provider gives no others: {}",
                    supervisor.name,
                    ex.toString());
            logger.debug("Connection '{}' got no credentials", supervisor.name, ex);
        }
        boolean same = Objects.equals(answer.user(), shared.credentials().user())
                && Objects.equals(answer.secret(), shared.credentials().secret());
        if (!same) {
            supervisor.refresh();
        }
        schedule(shared, answer);
    }

    synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }
}
