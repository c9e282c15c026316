package dev.connections.supervision.resource;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that a provider returned.
 *
 * @param credentials the user and secret to connect with
 * @param pollInterval the provider's poll interval; {@code null} for none
 */
public record ResolvedCredentials(Credentials credentials, @Nullable Duration pollInterval) {

    /** Credentials are renewed when a fifth of their lifetime is left, so that a retry is possible. */
    private static final int PART_LEFT = 5;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** The pause between polls of a provider that fails or returns expired credentials. */
    public static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    /** So that an expiry in the distant future stays within what a timer can count. */
    private static final Duration LONGEST = Duration.ofDays(30);

    public static ResolvedCredentials of(CredentialsProvider provider) throws Exception {
        Credentials credentials = provider.get();
        if (credentials == null) {
            throw new IllegalStateException(provider.getClass().getName() + ".get returned null");
        }
        return new ResolvedCredentials(credentials, provider.pollInterval());
    }

    /** Returns whether user and secret are the same, whatever the expiry. */
    public boolean isSameAs(ResolvedCredentials other) {
        if (credentials.isForOneOpening() || other.credentials.isForOneOpening()) {
            return credentials == other.credentials;
        }
        return Objects.equals(credentials.user(), other.credentials.user())
                && Objects.equals(credentials.secret(), other.credentials.secret());
    }

    /** Returns the delay until the next poll of the provider; {@code null} for none. */
    public @Nullable Duration pollDelay(Instant now) {
        Duration delay = pollInterval;
        Instant expiresAt = credentials.expiresAt();
        if (expiresAt != null) {
            Duration untilRenewal = untilRenewal(Duration.between(now, expiresAt));
            delay = (delay != null && delay.compareTo(untilRenewal) < 0) ? delay : untilRenewal;
        }
        return (delay == null || delay.compareTo(SHORTEST) >= 0) ? delay : SHORTEST;
    }

    private static Duration untilRenewal(Duration left) {
        if (left.isNegative() || left.isZero()) {
            return FAILURE_PAUSE;
        }
        Duration untilRenewal = left.minus(left.dividedBy(PART_LEFT));
        return (untilRenewal.compareTo(LONGEST) < 0) ? untilRenewal : LONGEST;
    }
}
