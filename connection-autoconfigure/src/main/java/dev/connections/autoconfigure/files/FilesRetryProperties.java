package dev.connections.autoconfigure.files;

import dev.connections.files.execution.FilesSettings;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retries of idempotent requests.
 *
 * @param attempts Maximum number of attempts; 1 disables retries.
 * @param initialInterval Maximum pause before the second attempt. It doubles with each further attempt.
 * @param maxInterval Maximum pause before any attempt, unless the server asks for a longer one.
 * @param budget Time after the first attempt during which another one may begin.
 */
@ConfigurationPropertiesSource
public record FilesRetryProperties(
        @DefaultValue("5") int attempts,
        @DefaultValue("200ms") Duration initialInterval,
        @DefaultValue("2s") Duration maxInterval,
        @DefaultValue("30s") Duration budget) {

    FilesSettings.Retry retry() {
        return new FilesSettings.Retry(attempts, initialInterval, maxInterval, budget);
    }

    void check(BiConsumer<String, String> problems) {
        if (attempts < 1) {
            problems.accept("retry.attempts", "must be at least 1, which disables retries.");
        }
        checkNotNegative("retry.initial-interval", initialInterval, problems);
        checkNotNegative("retry.max-interval", maxInterval, problems);
        checkNotNegative("retry.budget", budget, problems);
    }

    private static void checkNotNegative(String property, Duration value, BiConsumer<String, String> problems) {
        if (value.isNegative()) {
            problems.accept(property, "must not be negative.");
        }
    }
}
