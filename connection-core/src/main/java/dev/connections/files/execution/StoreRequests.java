package dev.connections.files.execution;

import dev.connections.CredentialsRefusedException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.files.FilesException;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Sends requests on the connection: each waits for the rate limit, is retried where that is harmless, and is observed.
 * Refused credentials are renewed once. Thread-safe.
 */
final class StoreRequests {

    private final ManagedConnection<OpenFiles> connection;

    private final FileErrors errors;

    private final FilesObservations observations;

    private final WaitingClock clock;

    private final StoreRetry retry;

    private volatile FilesSettings settings;

    StoreRequests(
            ManagedConnection<OpenFiles> connection,
            FilesSettings settings,
            ObservationRegistry observations,
            WaitingClock clock) {
        this.connection = connection;
        this.settings = settings;
        this.errors = new FileErrors(connection.name());
        this.observations = new FilesObservations(observations, connection.name());
        this.clock = clock;
        this.retry = new StoreRetry(() -> this.settings.retry(), clock, connection::countRetry);
    }

    void useSettings(FilesSettings newSettings) {
        settings = newSettings;
    }

    String connectionName() {
        return connection.name();
    }

    FileErrors errors() {
        return errors;
    }

    WaitingClock clock() {
        return clock;
    }

    StoreRetry retry() {
        return retry;
    }

    /** A request on the open store. */
    @FunctionalInterface
    interface Request<T> {

        T send(OpenFiles files) throws StoreException, IOException;
    }

    /** Sends an idempotent request. */
    <T> T send(String operation, String path, Request<T> request) {
        return send(operation, path, Repetition.ALWAYS, request);
    }

    /**
     * Sends a request.
     *
     * @param repetition when it may be sent again
     * @throws UncheckedIOException the exception of the content of a write
     */
    <T> T send(String operation, String path, Repetition repetition, Request<T> request) {
        try {
            return observations.observe(
                    operation,
                    path,
                    observed -> retry.call(
                            () -> {
                                try {
                                    return authorized(request, observed, repetition);
                                } catch (IOException ex) {
                                    throw new UncheckedIOException(ex);
                                }
                            },
                            repetition));
        } catch (StoreException ex) {
            RuntimeException failure = errors.of(path, operation, ex);
            if (repetition != Repetition.ALWAYS && ex.reason() == Reason.UNAVAILABLE) {
                failure = errors.failed(
                        path,
                        operation + " failed, and its outcome is unknown: " + ex.getMessage()
                                + ". Read the current version with info() before another attempt",
                        ex);
            }
            throw failure;
        }
    }

    /** Work on the local copies and tables of the open store. It sends its requests by other methods. */
    @FunctionalInterface
    interface Work<T> {

        T run(OpenFiles files);
    }

    /** Runs work with the open store. */
    <T> T withFiles(Work<T> work) {
        try (Lease<OpenFiles> lease = connection.lease()) {
            return work.run(lease.resource());
        }
    }

    /** A request whose response is a stream. It retries by itself. */
    @FunctionalInterface
    interface Streaming<T> {

        T open() throws StoreException;
    }

    /** Sends a request that retries by itself. */
    <T> T streaming(String operation, String path, Streaming<T> request) {
        try {
            return observations.observe(operation, path, observed -> request.open());
        } catch (StoreException ex) {
            throw errors.of(path, operation, ex);
        }
    }

    /** Sends a request once more with new credentials if the store refuses the current ones. */
    private <T> T authorized(Request<T> request, FilesObservations.Observed observed, Repetition repetition)
            throws StoreException, IOException {
        try {
            return once(request, observed);
        } catch (StoreException ex) {
            if (ex.reason() != Reason.CREDENTIALS_REFUSED) {
                throw ex;
            }
            renewCredentials(ex);
            if (repetition == Repetition.NEVER) {
                throw ex;
            }
            return once(request, observed);
        }
    }

    private <T> T once(Request<T> request, FilesObservations.Observed observed) throws StoreException, IOException {
        acquirePermit();
        Lease<OpenFiles> lease = connection.lease();
        boolean suspect = false;
        try {
            observed.identity(lease.resource().store().identity());
            return request.send(lease.resource());
        } catch (StoreException ex) {
            suspect = isSuspect(ex);
            throw ex;
        } finally {
            release(lease, suspect);
        }
    }

    /** Whether a failure may be one of the store as a whole, so that its health is checked soon. */
    static boolean isSuspect(StoreException failure) {
        return failure.reason() == Reason.UNAVAILABLE
                || failure.reason() == Reason.CONTAINER_MISSING
                || failure.reason() == Reason.CREDENTIALS_REFUSED;
    }

    static void release(Lease<?> lease, boolean suspect) {
        if (suspect) {
            lease.closeAfterFailure();
        } else {
            lease.close();
        }
    }

    /** Acquires the open store for a stream. The caller closes the lease. */
    Lease<OpenFiles> lease() {
        acquirePermit();
        return connection.lease();
    }

    /** Reports refused credentials, so that the next request opens the store with new ones. */
    void renewCredentials(StoreException failure) {
        CredentialsRefusedException refused = errors.refused(failure);
        try {
            connection.run(files -> {
                throw refused;
            });
        } catch (CredentialsRefusedException ex) {
            if (ex != refused) {
                throw ex;
            }
        }
    }

    private void acquirePermit() {
        RateLimiter limit = settings.rateLimit();
        if (limit == null) {
            return;
        }
        try {
            limit.acquire();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new FilesException(
                    connection.name(),
                    "",
                    "Connection '" + connection.name()
                            + "': the thread was interrupted while it waited for the rate limit",
                    ex);
        }
    }
}
