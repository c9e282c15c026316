package dev.connections.supervision;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider of credentials answered.
 *
 * @param credentials who to open as
 * @param pollInterval how often the provider wants to be asked; {@code null} if it does not
 */
record Answer(Credentials credentials, @Nullable Duration pollInterval) {

    /** Credentials are renewed when this part of their life is left, so that another try is possible. */
    private static final int PART_LEFT = 5;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** Between questions to a provider whose credentials have expired, or that fails. */
    static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(1);

    /** So that an expiry in the distant future stays within what a timer can count. */
    private static final Duration LONGEST = Duration.ofDays(30);

    static Answer of(CredentialsProvider provider) throws Exception {
        Credentials credentials = provider.get();
        if (credentials == null) {
            throw new IllegalStateException(provider.getClass().getName() + ".get returned null");
        }
        return new Answer(credentials, provider.pollInterval());
    }

    /** Whether it is the same user with the same secret, however long that is valid. */
    boolean isSameAs(Answer other) {
        if (credentials.isForOneOpening() || other.credentials.isForOneOpening()) {
            return credentials == other.credentials;
        }
        return Objects.equals(credentials.user(), other.credentials.user())
                && Objects.equals(credentials.secret(), other.credentials.secret());
    }

    /** How long to wait before the provider is asked again; {@code null} for ever. */
    @Nullable
    Duration askAgainAfter(Instant now) {
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
            return PAUSE_IN_TROUBLE;
        }
        Duration untilRenewal = left.minus(left.dividedBy(PART_LEFT));
        return (untilRenewal.compareTo(LONGEST) < 0) ? untilRenewal : LONGEST;
    }
}
