package dev.connections;

import dev.connections.credentials.Credentials;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens, checks and closes the live resource of a connection: a pool, a driver session, a client.
 *
 * <p>Three methods are required. The supervisor shares, replaces and drains resources and enforces timeouts. It
 * calls {@link #connect} again only after the previous call has returned or was interrupted by its timeout. It
 * calls {@link #close} exactly once for each resource, when the resource is no longer in use or its target does not
 * respond. {@link #isOpen} is called concurrently while the resource is in use.
 *
 * @param <R> the resource
 */
public interface ConnectionFactory<R> {

    /**
     * Loads what connecting needs, such as the classes of a driver, so that loading does not count towards the
     * connection's timeouts. Called before each attempt to connect, on the same thread; it must return at once when
     * everything is loaded. The timeout is one minute. Does nothing by default.
     *
     * @throws Exception if loading fails, which is a failed attempt to connect
     */
    default void prepare() throws Exception {}

    /**
     * Opens a resource that is ready for use. Runs on a thread of the supervisor, which is interrupted after the
     * connection's {@code connect-timeout}. If this method throws, it must close what it has opened; if it returns
     * late, the supervisor closes the resource.
     *
     * @param credentials the user and secret; {@link Credentials#none()} if none are configured
     * @return the resource, never {@code null}
     * @throws CredentialsRefusedException if the target rejected the credentials
     * @throws Exception if the resource cannot be opened. The message becomes part of a {@link
     *     ConnectionUnavailableException}, without the secret of the credentials and without settings that are
     *     secret by name
     */
    R connect(Credentials credentials) throws Exception;

    /**
     * Returns whether the resource is usable. Called on each use, so it must be cheap: it reads a flag and makes no
     * round trip.
     *
     * @throws Exception if the check fails, which counts as {@code false}
     */
    boolean isOpen(R resource) throws Exception;

    /**
     * Health check: returns whether the target still responds. Called while the resource is idle, or while no call
     * on it makes progress, on a thread of the supervisor and one at a time, so it may make a round trip. A check
     * that takes longer than {@code recovery.check-timeout}, or twice as long while the resource is in use, counts
     * as {@code false}. Returns {@link #isOpen} by default. If a factory does not override this method, its
     * resource is replaced when all its uses fail, at most once in each {@code recovery.check-interval} until a use
     * succeeds.
     *
     * @throws CheckInconclusiveException if the target has neither responded nor failed yet; the next check decides
     * @throws Exception if the check failed, which counts as {@code false}
     */
    default boolean isAlive(R resource) throws Exception {
        return isOpen(resource);
    }

    /**
     * Returns whether {@link #connect} authenticates with the target: it sends the credentials, and throws a {@link
     * CredentialsRefusedException} if they are wrong. Otherwise anybody could log in, so that a connection with
     * {@code login} fails the start. {@code false} by default. Not called for logins by OAuth2.
     */
    default boolean authenticates() {
        return false;
    }

    /**
     * Returns whether a failure of {@link #connect} may be temporary, so that callers wait for another attempt.
     * Otherwise they fail at once; attempts continue in any case. By default, every failure is temporary except
     * refused credentials and invalid configuration ({@link IllegalArgumentException}).
     */
    default boolean isTransient(Exception failure) {
        return !(failure instanceof CredentialsRefusedException || failure instanceof IllegalArgumentException);
    }

    /**
     * Returns the gauges of the resource, for health and metrics: always the same ones. Empty by default. If this
     * method, {@link #timers}, {@link #target} or {@link #reason} fails or returns {@code null}, the details are
     * missing from health and metrics, and a warning is logged. All of them must return at once.
     *
     * @see ResourceGauge
     */
    default List<ResourceGauge<R>> gauges() {
        return List.of();
    }

    /**
     * Returns the timers of the factory, for metrics: always the same ones, shared by all its resources. Empty by
     * default.
     */
    default List<ResourceTimer> timers() {
        return List.of();
    }

    /**
     * Returns what the factory connects to, for health details and diagnostics: names such as {@code host},
     * {@code port}, {@code database} and {@code user} with their values. Must not contain secrets. Empty by default.
     *
     * @param user the user of the last attempt to connect; {@code null} if there was none, or none has a name
     */
    default Map<String, Object> target(@Nullable String user) {
        return Map.of();
    }

    /**
     * Returns the message of a failure for health details, without secrets, or {@code null} if it may hold some.
     * Messages are not shown by default.
     */
    default @Nullable String reason(Throwable failure) {
        return null;
    }

    /**
     * Closes the resource. Runs on a thread of the supervisor.
     *
     * @throws Exception if closing fails, which is logged
     */
    void close(R resource) throws Exception;
}
