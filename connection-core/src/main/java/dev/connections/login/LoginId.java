package dev.connections.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names one login among all that ever were. It is no secret by itself: it is never taken from a request, but kept on the server,
 * in the user's session. Immutable.
 */
public final class LoginId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int BYTES = 16;

    private final String value;

    private LoginId(String value) {
        this.value = value;
    }

    /** One that no other login has. */
    public static LoginId random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new LoginId(HexFormat.of().formatHex(bytes));
    }

    /** That of the given text, as {@link #value()} gave it. */
    public static LoginId of(String value) {
        return new LoginId(value);
    }

    /** As text, to be kept where only texts can be. */
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

    /** Without its value. */
    @Override
    public String toString() {
        return "LoginId";
    }
}
