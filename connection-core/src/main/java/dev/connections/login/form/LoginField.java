package dev.connections.login.form;

import org.jspecify.annotations.Nullable;

/**
 * One field of a login form. Immutable.
 *
 * @param name the name of the field and of the setting it sets; {@code user} and {@code password} are the
 *     credentials
 * @param initial the initial value; empty if the field is not echoed
 * @param echoed whether the input is visible
 */
public record LoginField(String name, String initial, boolean echoed) {

    /**
     * Creates a field. A field for a secret is not echoed, any other is.
     *
     * @param initial the initial value, or {@code null} for none
     */
    public static LoginField of(String name, @Nullable String initial) {
        boolean echoed = !isSecret(name);
        return new LoginField(name, (echoed && initial != null) ? initial : "", echoed);
    }

    /** Whether a field of that name is for the user's name. */
    static boolean isUser(String name) {
        return name.equals("user") || name.equals("username");
    }

    /** Returns whether a field with a name holds the secret. */
    public static boolean isSecret(String name) {
        return name.equals("password") || name.equals("token");
    }

    /** Returns whether the field is part of the credentials. */
    public boolean isCredential() {
        return isUser(name) || isSecret(name);
    }
}
