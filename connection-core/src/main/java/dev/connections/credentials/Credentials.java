package dev.connections.credentials;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is opened as: a user and a secret that belong together, or a secret alone (a token), with an optional
 * expiry. Immutable, but for {@link #clear()}, and safe for use by several threads. {@link #toString()} never shows the secret.
 */
public final class Credentials {

    private static final Credentials NONE = new Credentials(null, null, null, null, null);

    private final @Nullable String user;

    private final @Nullable String secret;

    /** In place of {@link #secret}, if it is good for one opening. */
    private final @Nullable Passing passing;

    private final @Nullable Instant expiresAt;

    private final @Nullable String role;

    private Credentials(
            @Nullable String user,
            @Nullable String secret,
            @Nullable Passing passing,
            @Nullable Instant expiresAt,
            @Nullable String role) {
        this.user = user;
        this.secret = secret;
        this.passing = passing;
        this.expiresAt = expiresAt;
        this.role = role;
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
        return (user == null && secret == null) ? NONE : new Credentials(user, secret, null, null, user);
    }

    /**
     * A user with a secret that is good for one opening of a resource, as in a login: it is {@link #clear() cleared} as soon as
     * that has ended, and so gone from wherever these credentials are still held.
     *
     * @param user the user's name, or {@code null} for none
     * @param secret the secret; not copied
     */
    public static Credentials forOneOpening(@Nullable String user, char[] secret) {
        return new Credentials(user, null, new Passing(Objects.requireNonNull(secret, "secret")), null, user);
    }

    /**
     * Whether the secret is good for one opening only. A factory must have opened by the end of {@code connect} all that it
     * will ever need.
     */
    public boolean isForOneOpening() {
        return passing != null;
    }

    /** Overwrites a secret that is good for one opening. Does nothing to others. */
    public void clear() {
        if (passing != null) {
            passing.clear();
        }
    }

    /** The same user and secret, valid until the given time. */
    public Credentials expiringAt(Instant time) {
        return new Credentials(user, secret, passing, Objects.requireNonNull(time, "time"), role);
    }

    /**
     * The same user and secret, on behalf of a role. For providers that make a new user each time: results that were cached
     * for one user of a role are good for the next.
     */
    public Credentials inRole(String newRole) {
        return new Credentials(user, secret, passing, expiresAt, Objects.requireNonNull(newRole, "newRole"));
    }

    /** The user, or {@code null} when there is none. */
    public @Nullable String user() {
        return user;
    }

    /**
     * The secret, or {@code null} when there is none. Hand it to the driver and keep no copy.
     *
     * @throws IllegalStateException if it was good for one opening, and has been cleared
     */
    public @Nullable String secret() {
        return (passing != null) ? passing.read() : secret;
    }

    /** When the secret stops being valid, or {@code null} when that is not known. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Who the user is on behalf of: credentials of the same role see the same data. The user itself unless said otherwise. */
    public @Nullable String role() {
        return role;
    }

    /** Those that are good for one opening are equal to others of the same array only. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that
                && Objects.equals(user, that.user)
                && Objects.equals(secret, that.secret)
                && Objects.equals(passing, that.passing)
                && Objects.equals(expiresAt, that.expiresAt)
                && Objects.equals(role, that.role);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, secret, expiresAt, role);
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", secret=" + ((secret != null || passing != null) ? "******" : "none")
                + ((expiresAt != null) ? ", expiresAt=" + expiresAt : "") + "]";
    }

    /** A secret that can be cleared, with all credentials that share it. */
    private static final class Passing {

        private final char[] secret;

        private boolean cleared;

        Passing(char[] secret) {
            this.secret = secret;
        }

        synchronized String read() {
            if (cleared) {
                throw new IllegalStateException("The secret was good for one opening, which has ended");
            }
            return new String(secret);
        }

        synchronized void clear() {
            cleared = true;
            Arrays.fill(secret, '\0');
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Passing that && secret == that.secret;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(secret);
        }
    }
}
