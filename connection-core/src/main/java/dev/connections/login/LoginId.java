package dev.connections.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A unique id of a login. It is kept on the server, in the user's session, and never taken from a request.
 * Immutable.
 */
public final class LoginId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int BYTES = 16;

    private final String value;

    private LoginId(String value) {
        this.value = value;
    }

    /** Returns a new unique id. */
    public static LoginId random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new LoginId(HexFormat.of().formatHex(bytes));
    }

    /** Returns the id of a text from {@link #value()}. */
    public static LoginId of(String value) {
        return new LoginId(value);
    }

    /** Returns the id as text. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LoginId that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Does not show the value. */
    @Override
    public String toString() {
        return "LoginId";
    }
}
