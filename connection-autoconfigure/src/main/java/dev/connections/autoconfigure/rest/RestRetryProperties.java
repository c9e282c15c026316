package dev.connections.autoconfigure.rest;

import dev.connections.rest.RetryPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retries of requests, where a retry is safe.
 *
 * @param attempts Maximum number of attempts; 1 disables retries.
 * @param initialInterval Maximum pause before the second attempt. It doubles with each further attempt.
 * @param maxInterval Maximum pause before any attempt, unless the server asks for a longer one.
 * @param budget Time after the first attempt during which another one may begin.
 * @param statuses Statuses after which an idempotent request is retried.
 */
@ConfigurationPropertiesSource
public record RestRetryProperties(
        @DefaultValue("3") int attempts,
        @DefaultValue("200ms") Duration initialInterval,
        @DefaultValue("2s") Duration maxInterval,
        @DefaultValue("10s") Duration budget,
        @DefaultValue({"429", "503"}) int[] statuses) {

    RetryPolicy policy() {
        return new RetryPolicy(
                attempts,
                initialInterval,
                maxInterval,
                budget,
                Arrays.stream(statuses).boxed().collect(Collectors.toSet()));
    }

    void check(BiConsumer<String, String> problems) {
        if (attempts < 1) {
            problems.accept("retry.attempts", "must be at least 1, which disables retries.");
        }
        checkNotNegative("retry.initial-interval", initialInterval, problems);
        checkNotNegative("retry.max-interval", maxInterval, problems);
        checkNotNegative("retry.budget", budget, problems);
        if (Arrays.stream(statuses).anyMatch(status -> status < 400 || status > 599)) {
            problems.accept("retry.statuses", "must be statuses of errors, from 400 to 599.");
        }
    }

    private static void checkNotNegative(String property, Duration value, BiConsumer<String, String> problems) {
        if (value.isNegative()) {
            problems.accept(property, "must not be negative.");
        }
    }
}
