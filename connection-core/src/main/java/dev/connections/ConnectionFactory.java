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
 * <p>Three methods are all that the author of a connection writes. Sharing, reconnecting, draining and bounding are the
 * supervisor's work: it calls {@link #connect} again only when the call before has ended or was interrupted for taking too
 * long, and {@link #close} exactly once for each resource, when nobody uses it any more or its target does not answer. {@link #isOpen} is called by several threads at once, while the
 * resource is in use.
 *
 * @param <R> the resource
 */
public interface ConnectionFactory<R> {

    /**
     * Loads what connecting needs, such as the classes of a driver, so that the time this takes the first time is not held against
     * the connection's timeouts. Called before each attempt to connect, on the same thread, so it must return at once when
     * everything has been loaded. It has one minute. Does nothing by default.
     *
     * @throws Exception if something cannot be loaded, which is a failed attempt to connect
     */
    default void prepare() throws Exception {}

    /**
     * Opens a resource that is ready for use. Runs on a thread of the supervisor's, which is interrupted when the
     * connection's {@code connect-timeout} is over; what it opened by then must be closed by the implementation if it
     * throws, and is closed by the supervisor if it returns.
     *
     * @param credentials who to open as; {@link Credentials#none()} when nothing is configured
     * @throws CredentialsRefusedException if the target rejected the credentials
     * @throws Exception if it cannot be opened. Its message becomes part of a {@link ConnectionUnavailableException}, without the
     *     secret of the credentials and of settings that are secrets by name
     */
    R connect(Credentials credentials) throws Exception;

    /**
     * Whether the resource can still be used. Asked at each use, so it must be cheap: a look at a flag, not a round
     * trip.
     *
     * @throws Exception if that cannot be told, which counts as {@code false}
     */
    boolean isOpen(R resource) throws Exception;

    /**
     * Health check: returns whether the target still responds. Called while the resource is idle, or while no call on it makes
     * progress, on a thread of the supervisor's and one at a time, so it may take a round trip. A check that takes longer than
     * {@code recovery.check-timeout}, or twice as long while the resource is in use, counts as {@code false}. Returns
     * {@link #isOpen} by default. A resource whose factory does not override this method is replaced when all its uses fail, at most
     * once in each {@code recovery.check-interval} until a use succeeds.
     *
     * @throws CheckInconclusiveException if the target has neither responded nor failed yet; the next check decides
     * @throws Exception if the check failed, which counts as {@code false}
     */
    default boolean isAlive(R resource) throws Exception {
        return isOpen(resource);
    }

    /**
     * Returns whether {@link #connect} authenticates with the target: it sends the credentials, and throws a {@link
     * CredentialsRefusedException} if they are wrong. Otherwise anybody could log in, so that a connection with {@code login} fails
     * the start. {@code false} by default. Not called for logins by OAuth2.
     */
    default boolean authenticates() {
        return false;
    }

    /**
     * Whether a failure of {@link #connect} may pass by itself shortly, so that callers are better off waiting for
     * another attempt. If not they fail at once; attempts go on in any case. By default everything may pass but what was
     * refused, and what is wrong with the configuration ({@link IllegalArgumentException}).
     */
    default boolean isTransient(Exception failure) {
        return !(failure instanceof CredentialsRefusedException || failure instanceof IllegalArgumentException);
    }

    /**
     * What a resource counts of itself, for health and metrics: always the same gauges. None by default. If this method, {@link
     * #timers}, {@link #target} or {@link #reason} fails or returns {@code null}, health and metrics lack the details, and a warning
     * is logged. All of them must return at once.
     *
     * @see ResourceGauge
     */
    default List<ResourceGauge<R>> gauges() {
        return List.of();
    }

    /**
     * Returns what takes time in the resource, for metrics: always the same timers, which all resources of the factory share. None
     * by default.
     */
    default List<ResourceTimer> timers() {
        return List.of();
    }

    /**
     * Returns what the factory connects to, for health details and diagnostics: names such as {@code host}, {@code port},
     * {@code database} and {@code user} with their values. Must not contain secrets. Empty by default.
     *
     * @param user the user of the last attempt to connect; {@code null} if there was none, or none has a name
     */
    default Map<String, Object> target(@Nullable String user) {
        return Map.of();
    }

    /**
     * Returns the message of a failure for health details, without secrets, or {@code null} if it may hold some. Messages are not
     * shown by default.
     */
    default @Nullable String reason(Throwable failure) {
        return null;
    }

    /**
     * Closes the resource. Runs on a thread of the supervisor's.
     *
     * @throws Exception if that fails, which is logged
     */
    void close(R resource) throws Exception;
}
