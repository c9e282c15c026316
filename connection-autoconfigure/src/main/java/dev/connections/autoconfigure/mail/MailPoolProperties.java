package dev.connections.autoconfigure.mail;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** How many connections to an SMTP server are kept. */
@ConfigurationPropertiesSource
public class MailPoolProperties {

    /** Maximum number of SMTP transports. */
    private int maximumSize = 4;

    /** Maximum time that a message waits for an SMTP transport. */
    private Duration maxWait = Duration.ofSeconds(30);

    public int getMaximumSize() {
        return maximumSize;
    }

    public void setMaximumSize(int maximumSize) {
        this.maximumSize = maximumSize;
    }

    public Duration getMaxWait() {
        return maxWait;
    }

    public void setMaxWait(Duration maxWait) {
        this.maxWait = maxWait;
    }

    void check(BiConsumer<String, String> problems) {
        if (maximumSize < 1) {
            problems.accept("pool.maximum-size", "must be at least 1.");
        }
        if (maxWait.isNegative()) {
            problems.accept("pool.max-wait", "must not be negative.");
        }
    }
}
