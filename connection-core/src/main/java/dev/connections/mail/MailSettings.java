package dev.connections.mail;

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

    /** Returns a copy with another sender. */
    public MailSettings withFrom(String newFrom) {
        return new MailSettings(newFrom, maxMessageSize, retry, rateLimit, dryRun);
    }

    /** Returns a copy with another maximum size in bytes. */
    public MailSettings withMaxMessageSize(long newMaxMessageSize) {
        return new MailSettings(from, newMaxMessageSize, retry, rateLimit, dryRun);
    }

    /** Returns a copy with other retries. */
    public MailSettings withRetry(Retry newRetry) {
        return new MailSettings(from, maxMessageSize, newRetry, rateLimit, dryRun);
    }

    /** Returns a copy with a rate limiter. */
    public MailSettings withRateLimit(RateLimiter newRateLimit) {
        return new MailSettings(from, maxMessageSize, retry, newRateLimit, dryRun);
    }

    /** Returns a copy for a dry run: messages are captured instead of sent. */
    public MailSettings withDryRun() {
        return new MailSettings(from, maxMessageSize, retry, rateLimit, true);
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
