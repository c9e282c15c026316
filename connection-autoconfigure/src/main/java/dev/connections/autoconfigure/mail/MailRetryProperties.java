package dev.connections.autoconfigure.mail;

import dev.connections.mail.MailSettings;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a message is sent again.
 *
 * @param attempts Maximum number of attempts, including the first.
 * @param initialInterval Pause after a temporary rejection. It doubles each time.
 * @param atLeastOnce Whether a message is retried if its delivery is unknown. It may then arrive twice.
 */
@ConfigurationPropertiesSource
public record MailRetryProperties(
        @DefaultValue("3") int attempts, @DefaultValue("500ms") Duration initialInterval, boolean atLeastOnce) {

    MailSettings.Retry retry() {
        return new MailSettings.Retry(attempts, initialInterval, atLeastOnce);
    }

    void check(BiConsumer<String, String> problems) {
        if (attempts < 1) {
            problems.accept("retry.attempts", "must be at least 1.");
        }
        if (initialInterval.isNegative()) {
            problems.accept("retry.initial-interval", "must not be negative.");
        }
    }
}
