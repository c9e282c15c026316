package dev.connections.mail;

import dev.connections.Internal;
import dev.connections.support.RateLimiter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings for messages of a connection. Immutable, except for the state of the rate limiter.
 *
 * @param from the default sender, or {@code null}
 * @param maxMessageSize the maximum size of an encoded message, in bytes
 * @param retry the retry settings
 * @param rateLimit the rate limiter, or {@code null}
 * @param dryRun whether messages are captured instead of sent
 */
@Internal
public record MailSettings(
        @Nullable String from, long maxMessageSize, Retry retry, @Nullable RateLimiter rateLimit, boolean dryRun) {

    /** No sender, 25 MB, the default retries, no rate limit. */
    public static final MailSettings DEFAULTS = new MailSettings(null, 25L * 1024 * 1024, Retry.DEFAULTS, null, false);

    /**
     * Validates a sender address.
     *
     * @throws InvalidMailException if the address is invalid
     */
    public static void checkFrom(String from) {
        new MailAddresses("").parse("from", from);
    }

    /**
     * When a message is retried.
     *
     * @param attempts the maximum number of attempts, the first one included
     * @param initialInterval the pause after the server asked to try later; it doubles each time
     * @param atLeastOnce whether a message is retried even if the server may have accepted it, so that it may be
     *     delivered twice
     */
    public record Retry(int attempts, Duration initialInterval, boolean atLeastOnce) {

        /** Three attempts, an initial pause of 500 ms, no duplicates. */
        public static final Retry DEFAULTS = new Retry(3, Duration.ofMillis(500), false);
    }
}
