package dev.connections.mail;

import dev.connections.support.RateLimiter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a connection sends its messages. Immutable, but for the limit, which counts.
 *
 * @param from who messages are from that do not say so, or {@code null}
 * @param maxMessageSize how large a message may be, in bytes, encoded as it is sent
 * @param retry when a message is sent again
 * @param rateLimit how many messages there may be, or {@code null}
 * @param dryRun whether messages are collected instead of sent
 */
public record MailSettings(
        @Nullable String from, long maxMessageSize, Retry retry, @Nullable RateLimiter rateLimit, boolean dryRun) {

    /** No sender, 25 MB, the default repetition, no limit. */
    public static final MailSettings DEFAULTS = new MailSettings(null, 25L * 1024 * 1024, Retry.DEFAULTS, null, false);

    /**
     * Checks an address that messages may be from.
     *
     * @throws InvalidMailException if it is none; its problem says why
     */
    public static void checkFrom(String from) {
        new MailAddresses("").parse("from", from);
    }

    /** The same with another sender. */
    public MailSettings withFrom(String newFrom) {
        return new MailSettings(newFrom, maxMessageSize, retry, rateLimit, dryRun);
    }

    /** The same with another bound of size. */
    public MailSettings withMaxMessageSize(long newMaxMessageSize) {
        return new MailSettings(from, newMaxMessageSize, retry, rateLimit, dryRun);
    }

    /** The same with another repetition. */
    public MailSettings withRetry(Retry newRetry) {
        return new MailSettings(from, maxMessageSize, newRetry, rateLimit, dryRun);
    }

    /** The same with a limit. */
    public MailSettings withRateLimit(RateLimiter newRateLimit) {
        return new MailSettings(from, maxMessageSize, retry, newRateLimit, dryRun);
    }

    /** The same, but messages are collected instead of sent. */
    public MailSettings withDryRun() {
        return new MailSettings(from, maxMessageSize, retry, rateLimit, true);
    }

    /**
     * When a message is sent again.
     *
     * @param attempts how often it is tried, with the first time
     * @param initialInterval the pause after the server asked to try later; it doubles each time
     * @param atLeastOnce whether it is also tried again when the server may have taken it, so that it may come twice
     */
    public record Retry(int attempts, Duration initialInterval, boolean atLeastOnce) {

        /** Three times, after half a second, and never twice. */
        public static final Retry DEFAULTS = new Retry(3, Duration.ofMillis(500), false);
    }
}
