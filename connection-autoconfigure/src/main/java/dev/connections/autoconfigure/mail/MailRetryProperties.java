package dev.connections.autoconfigure.mail;

import dev.connections.mail.MailSettings;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** When a message is sent again. */
@ConfigurationPropertiesSource
public class MailRetryProperties {

    /** Maximum number of attempts, including the first. */
    private int attempts = 3;

    /** Pause after a temporary rejection. It doubles each time. */
    private Duration initialInterval = Duration.ofMillis(500);

    /** Whether a message is retried if its delivery is unknown. It may then arrive twice. */
    private boolean atLeastOnce;

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

    public boolean isAtLeastOnce() {
        return atLeastOnce;
    }

    public void setAtLeastOnce(boolean atLeastOnce) {
        this.atLeastOnce = atLeastOnce;
    }

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
