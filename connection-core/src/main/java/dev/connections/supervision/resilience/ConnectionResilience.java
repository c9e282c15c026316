package dev.connections.supervision.resilience;

import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import dev.connections.supervision.runtime.SupervisorRuntime;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Resilience4j instances of one connection. Each attempt to connect and each health check is a call of the circuit
 * breaker. The breaker opens when an attempt fails after callers have waited for long enough, and the next attempt is
 * its half-open call. The retry yields the pauses between attempts, the time limiter the bound of a check.
 *
 * <p>Publishes events, so it is never called under the lock of the shared state. Thread-safe.
 */
public final class ConnectionResilience {

    private static final Logger logger = LoggerFactory.getLogger(ConnectionResilience.class);

    /** The supervisor decides when the next attempt is made. */
    private static final Duration UNTIL_NEXT_ATTEMPT = Duration.ofDays(365_000);

    private final String name;

    private final @Nullable SupervisionRegistries registries;

    private final Supplier<Recovery> settings;

    private final RetryBackoff backoff;

    private final CircuitBreaker breaker;

    private volatile Retry retry;

    private volatile TimeLimiter timeLimiter;

    private Recovery configured;

    private Retry.AsyncContext<Object> retries;

    /** The failure of an attempt that opens the circuit. */
    private volatile @Nullable Throwable opening;

    /**
     * @param registries where the instances are registered; {@code null} if they are not
     * @param settings the present settings
     */
    public ConnectionResilience(
            String name,
            @Nullable SupervisionRegistries registries,
            Supplier<Recovery> settings,
            SupervisorRuntime runtime) {
        this.name = name;
        this.registries = registries;
        this.settings = settings;
        this.backoff = new RetryBackoff(settings, runtime);
        this.configured = settings.get();
        this.breaker = createBreaker();
        this.retry = createRetry();
        this.timeLimiter = createTimeLimiter();
        this.retries = retry.asyncContext();
    }

    private CircuitBreaker createBreaker() {
        CircuitBreakerConfig.Builder builder = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .minimumNumberOfCalls(Integer.MAX_VALUE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(UNTIL_NEXT_ATTEMPT)
                .transitionOnResult(this::transition);
        customizers().forEach(customizer -> customizer.customize(name, builder));
        CircuitBreakerConfig config = builder.build();
        return (registries != null) ? registries.circuitBreaker(name, config) : CircuitBreaker.of(name, config);
    }

    private TransitionCheckResult transition(Either<Object, Throwable> outcome) {
        Throwable failure = opening;
        return failure != null && outcome.isRight() && outcome.get() == failure
                ? TransitionCheckResult.transitionToOpenAndWaitFor(UNTIL_NEXT_ATTEMPT)
                : TransitionCheckResult.noTransition();
    }

    private Retry createRetry() {
        RetryConfig.Builder<Object> builder =
                RetryConfig.custom().maxAttempts(Integer.MAX_VALUE).intervalFunction(backoff);
        customizers().forEach(customizer -> customizer.customize(name, builder));
        RetryConfig config = builder.build();
        return (registries != null) ? registries.retry(name, config) : Retry.of(name, config);
    }

    private TimeLimiter createTimeLimiter() {
        TimeLimiterConfig.Builder builder = TimeLimiterConfig.custom()
                .cancelRunningFuture(true)
                .timeoutDuration(settings.get().checkTimeout());
        customizers().forEach(customizer -> customizer.customize(name, builder));
        TimeLimiterConfig config = builder.build();
        return (registries != null) ? registries.timeLimiter(name, config) : TimeLimiter.of(name, config);
    }

    private List<SupervisionCustomizer> customizers() {
        return (registries != null) ? registries.customizers() : List.of();
    }

    /** Follows the present settings. */
    public void reconfigure() {
        synchronized (this) {
            if (configured.equals(settings.get())) {
                return;
            }
            configured = settings.get();
        }
        retry = createRetry();
        timeLimiter = createTimeLimiter();
        newRetries();
    }

    private void newRetries() {
        Retry.AsyncContext<Object> fresh = retry.asyncContext();
        synchronized (this) {
            retries = fresh;
        }
    }

    private synchronized Retry.AsyncContext<Object> retries() {
        return retries;
    }

    public RetryBackoff backoff() {
        return backoff;
    }

    /**
     * An attempt begins: the half-open call, if the circuit is open. Returns whether the breaker counts it as a call.
     */
    public boolean attemptBegins() {
        if (breaker.getState() == State.OPEN) {
            publish(breaker::transitionToHalfOpenState);
        }
        return breaker.tryAcquirePermission();
    }

    /** An attempt that the breaker counts ended without a result that matters. */
    public void attemptAbandoned() {
        breaker.releasePermission();
    }

    /** @param counted whether the breaker counts it as a call */
    public void attemptSucceeded(Duration took, boolean counted) {
        if (counted) {
            publish(() -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS));
        }
        follow(false);
        Retry.AsyncContext<Object> ended = retries();
        newRetries();
        backoff.reset();
        publish(ended::onComplete);
    }

    /**
     * An attempt failed.
     *
     * @param counted whether the breaker counts it as a call
     * @param outageAge how long the connection has been down
     * @param opensCircuit whether callers have waited for long enough
     * @return the pause before the next attempt
     */
    public Duration attemptFailed(
            Duration took, Throwable failure, boolean counted, Duration outageAge, boolean opensCircuit) {
        if (counted) {
            opening = opensCircuit ? failure : null;
            publish(() -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure));
            opening = null;
        }
        backoff.failed(outageAge);
        AtomicLong pause = new AtomicLong();
        publish(() -> pause.set(retries().onError(failure)));
        return (pause.get() > 0)
                ? Duration.ofMillis(pause.get())
                : settings.get().maxInterval();
    }

    /** Resilience4j calls the consumers of some events unguarded. */
    private void publish(Runnable event) {
        try {
            event.run();
        } catch (IllegalStateTransitionException ex) {
            // another thread, or the application, has changed the state in between
            logger.debug("The circuit breaker of connection '{}' is in another state already", name, ex);
        } catch (RuntimeException ex) {
            logger.warn("A consumer of Resilience4j's events of connection '{}' failed", name, ex);
        }
    }

    /** Whether the breaker has opened, be it by a rule of a customizer. */
    public boolean isOpen() {
        State state = breaker.getState();
        return state == State.OPEN || state == State.HALF_OPEN;
    }

    /** Whether callers without a resource fail at once, as the breaker was forced open. */
    public boolean isForcedOpen() {
        return breaker.getState() == State.FORCED_OPEN;
    }

    /** Whether the breaker may keep callers out at all. */
    public boolean isEnabled() {
        State state = breaker.getState();
        return state != State.DISABLED && state != State.METRICS_ONLY;
    }

    /**
     * Opens or closes the circuit, if it is not as given and not under somebody else's control. Returns whether it was
     * not.
     */
    public boolean follow(boolean open) {
        if (!isEnabled() || isForcedOpen() || isOpen() == open) {
            return false;
        }
        publish(open ? breaker::transitionToOpenState : breaker::transitionToClosedState);
        return true;
    }

    /** Counts a call that failed because the circuit is open. */
    public void rejectCall() {
        publish(() -> {
            if (breaker.tryAcquirePermission()) {
                breaker.releasePermission();
            }
        });
    }

    /** The time limit of a check. */
    public Duration checkTimeout() {
        return timeLimiter.getTimeLimiterConfig().getTimeoutDuration();
    }

    public void checkSucceeded(Duration took) {
        publish(timeLimiter::onSuccess);
        publish(() -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS));
    }

    public void checkFailed(Duration took, Throwable failure) {
        if (failure instanceof TimeoutException) {
            publish(() -> timeLimiter.onError(failure));
        } else {
            publish(timeLimiter::onSuccess);
        }
        publish(() -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure));
    }

    public void close() {
        if (registries != null) {
            registries.remove(name);
        }
    }
}
