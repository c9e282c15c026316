package dev.connections.autoconfigure.rest;

import dev.connections.rest.RetryPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** Retries of requests, where a retry is safe. */
@ConfigurationPropertiesSource
public class RestRetryProperties {

    /** Maximum number of attempts; 1 disables retries. */
    private int attempts = 3;

    /** Maximum pause before the second attempt. It doubles with each further attempt. */
    private Duration initialInterval = Duration.ofMillis(200);

    /** Maximum pause before any attempt, unless the server asks for a longer one. */
    private Duration maxInterval = Duration.ofSeconds(2);

    /** Time after the first attempt during which another one may begin. */
    private Duration budget = Duration.ofSeconds(10);

    /** Statuses after which an idempotent request is retried. */
    private int[] statuses = {429, 503};

    public int getAttempts() {
        return attempts;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public Duration getInitialInterval() {
        return initialInterval;
    }

    public void setInitialInterval(Duration initialInterval) {
        this.initialInterval = initialInterval;
    }

    public Duration getMaxInterval() {
        return maxInterval;
    }

    public void setMaxInterval(Duration maxInterval) {
        this.maxInterval = maxInterval;
    }

    public Duration getBudget() {
        return budget;
    }

    public void setBudget(Duration budget) {
        this.budget = budget;
    }

    public int[] getStatuses() {
        return statuses;
    }

    public void setStatuses(int[] statuses) {
        this.statuses = statuses;
    }

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
