package dev.connections.rest.exchange;

import dev.connections.rest.RestException;
import dev.connections.rest.RetryPolicy;
import dev.connections.supervision.resilience.SupervisionRegistries;
import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;

/**
 * The Resilience4j retry of a connection's requests. It decides which failures are transient, how many attempts there
 * are, and the pauses between them. A request is repeated only if that is harmless and within its budget as well,
 * whatever a customizer configures. Thread-safe.
 */
public final class RequestRetries {

    private static final Logger logger = LoggerFactory.getLogger(RequestRetries.class);

    /** Resilience4j passes its predicates nothing but the failure. */
    private static final ThreadLocal<@Nullable Attempts> CURRENT = new ThreadLocal<>();

    private final Retry retry;

    /** @param connection the connection's name */
    RequestRetries(String connection, RetryPolicy policy, SupervisionRegistries registries) {
        RetryConfig.Builder<Object> builder = RetryConfig.custom()
                .maxAttempts(policy.attempts())
                .intervalFunction(attempt -> policy.pauseAfter(
                                attempt, ThreadLocalRandom.current().nextDouble())
                        .toMillis())
                .retryOnException(failure -> isTransient(failure, policy));
        registries.customizers().forEach(customizer -> customizer.customizeRequests(connection, builder));
        RetryConfig customized = builder.build();
        Predicate<Throwable> isTransient = customized.getExceptionPredicate();
        IntervalBiFunction<Object> interval = customized.getIntervalBiFunction();
        this.retry = registries.requestRetry(
                connection,
                RetryConfig.custom()
                        .maxAttempts(customized.getMaxAttempts())
                        .retryOnException(failure -> isTransient.test(failure) && mayRepeat(failure, interval))
                        .intervalFunction(attempt -> current().pause.toMillis())
                        .build());
    }

    private static boolean isTransient(Throwable failure, RetryPolicy policy) {
        if (failure instanceof RestException error) {
            HttpStatusCode status = error.status();
            return status != null && policy.statuses().contains(status.value());
        }
        return failure instanceof IOException;
    }

    private static boolean mayRepeat(Throwable failure, IntervalBiFunction<Object> interval) {
        Attempts attempts = current();
        if (!attempts.harmless) {
            return false;
        }
        Duration pause = Duration.ofMillis(interval.apply(attempts.failed, Either.left(failure)));
        attempts.pause = (pause.compareTo(attempts.shortest) >= 0) ? pause : attempts.shortest;
        attempts.transientFailure = !pause.isNegative() && attempts.pause.compareTo(attempts.longest) <= 0;
        return attempts.transientFailure;
    }

    private static Attempts current() {
        Attempts current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("Retries of requests are not for other calls");
        }
        return current;
    }

    /** A request is about to be made. */
    Attempts begin() {
        return new Attempts(retry.asyncContext());
    }

    /** Resilience4j calls predicates and the consumers of some events unguarded. */
    private void publish(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException ex) {
            logger.warn("A predicate or a consumer of events of Resilience4j's retry '{}' failed", retry.getName(), ex);
        }
    }

    /** The attempts of one request. Used by one thread. */
    final class Attempts {

        private final Retry.AsyncContext<Object> context;

        private int failed;

        private boolean harmless;

        private Duration shortest = Duration.ZERO;

        private Duration longest = Duration.ZERO;

        private Duration pause = Duration.ZERO;

        private boolean transientFailure;

        private Attempts(Retry.AsyncContext<Object> context) {
            this.context = context;
        }

        /** The last attempt succeeded. */
        void succeeded() {
            publish(context::onComplete);
        }

        /** The last attempt failed in a way that rules out another. */
        void failedForGood(Throwable failure) {
            failed(failure, false, Duration.ZERO, Duration.ZERO);
        }

        /**
         * The last attempt failed.
         *
         * @param isHarmless whether repeating the request does no more than making it once
         * @param atLeast the shortest pause, which the server requests
         * @param atMost what is left of the budget
         * @return the pause before the next attempt; {@code null} if there is none
         */
        @Nullable
        Duration failed(Throwable failure, boolean isHarmless, Duration atLeast, Duration atMost) {
            failed++;
            harmless = isHarmless;
            shortest = atLeast;
            longest = atMost;
            transientFailure = false;
            CURRENT.set(this);
            try {
                publish(() -> context.onError(failure));
            } finally {
                CURRENT.remove();
            }
            return transientFailure && failed < retry.getRetryConfig().getMaxAttempts() ? pause : null;
        }
    }
}
