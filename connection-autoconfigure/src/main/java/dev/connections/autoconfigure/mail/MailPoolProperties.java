package dev.connections.autoconfigure.mail;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many connections to an SMTP server are kept.
 *
 * @param maximumSize Maximum number of SMTP transports.
 * @param maxWait Maximum time that a message waits for an SMTP transport.
 */
@ConfigurationPropertiesSource
public record MailPoolProperties(@DefaultValue("4") int maximumSize, @DefaultValue("30s") Duration maxWait) {

    void check(BiConsumer<String, String> problems) {
        if (maximumSize < 1) {
            problems.accept("pool.maximum-size", "must be at least 1.");
        }
        if (maxWait.isNegative()) {
            problems.accept("pool.max-wait", "must not be negative.");
        }
    }
}
