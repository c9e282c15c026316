package dev.connections.credentials;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is opened as: a user and a secret that belong together, or a secret alone (a token), with an optional
 * expiry. Immutable and safe for use by several threads. {@link #toString()} never shows the secret.
 */
public final class Credentials {

    private static final Credentials NONE = new Credentials(null, null, null);

    private final @Nullable String user;

    private final @Nullable String secret;

    private final @Nullable Instant expiresAt;

    private Credentials(@Nullable String user, @Nullable String secret, @Nullable Instant expiresAt) {
        this.user = user;
        this.secret = secret;
        this.expiresAt = expiresAt;
    }

    /** No credentials: the target asks for none, or takes them from elsewhere (a wallet, the operating system). */
    public static Credentials none() {
        return NONE;
    }

    /**
     * A user with an optional secret.
     *
     * @param user the user's name
     * @param secret the password or token that belongs to it, or {@code null} for none
     */
    public static Credentials of(@Nullable String user, @Nullable String secret) {
        return (user == null && secret == null) ? NONE : new Credentials(user, secret, null);
    }

    /** The same user and secret, valid until the given time. */
    public Credentials expiringAt(Instant time) {
        return new Credentials(user, secret, Objects.requireNonNull(time, "time"));
    }

    /** The user, or {@code null} when there is none. */
    public @Nullable String user() {
        return user;
    }

    /** The secret, or {@code null} when there is none. Hand it to the driver and keep no copy. */
    public @Nullable String secret() {
        return secret;
    }

    /** When the secret stops being valid, or {@code null} when that is not known. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that
                && Objects.equals(user, that.user)
                && Objects.equals(secret, that.secret)
                && Objects.equals(expiresAt, that.expiresAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, secret, expiresAt);
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", secret=" + ((secret != null) ? "******" : "none")
                + ((expiresAt != null) ? ", expiresAt=" + expiresAt : "") + "]";
    }
}
