package dev.connections.credentials;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user and a secret that belong together, or a secret alone (a token), with an optional expiry. Immutable, except
 * for {@link #clear()}, and thread-safe. {@link #toString()} never shows the secret.
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

    /** Returns no credentials: the target needs none, or takes them from a wallet or the operating system. */
    public static Credentials none() {
        return NONE;
    }

    /**
     * Creates credentials.
     *
     * @param user the user name, or {@code null} for none
     * @param secret the password or token, or {@code null} for none
     */
    public static Credentials of(@Nullable String user, @Nullable String secret) {
        return (user == null && secret == null) ? NONE : new Credentials(user, secret, null, null, user);
    }

    /**
     * Creates credentials that are valid for one attempt to connect, as in a login. They are {@linkplain #clear()
     * cleared} after the attempt.
     *
     * @param user the user name, or {@code null} for none
     * @param secret the secret; not copied
     */
    public static Credentials forOneOpening(@Nullable String user, char[] secret) {
        return new Credentials(user, null, new Passing(Objects.requireNonNull(secret, "secret")), null, user);
    }

    /**
     * Returns whether the secret is valid for one attempt to connect only. A factory must then open everything in
     * {@code connect}.
     */
    public boolean isForOneOpening() {
        return passing != null;
    }

    /** Overwrites a secret that is valid for one attempt. Does nothing to others. */
    public void clear() {
        if (passing != null) {
            passing.clear();
        }
    }

    /** Returns a copy with an expiry. */
    public Credentials expiringAt(Instant time) {
        return new Credentials(user, secret, passing, Objects.requireNonNull(time, "time"), role);
    }

    /**
     * Returns a copy with a role, for providers that create a new user each time: results cached for one user of a
     * role are valid for the next.
     */
    public Credentials inRole(String newRole) {
        return new Credentials(user, secret, passing, expiresAt, Objects.requireNonNull(newRole, "newRole"));
    }

    /** Returns the user name, or {@code null} if there is none. */
    public @Nullable String user() {
        return user;
    }

    /**
     * Returns the secret, or {@code null} if there is none. Pass it to the driver and keep no copy.
     *
     * @throws IllegalStateException if it was valid for one attempt, and has been cleared
     */
    public @Nullable String secret() {
        return (passing != null) ? passing.read() : secret;
    }

    /** Returns when the secret expires, or {@code null} if unknown. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Returns the role: credentials with the same role see the same data. The user by default. */
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
