package dev.connections.login.form;

import org.jspecify.annotations.Nullable;

/**
 * One field of the form that a user logs in with. Immutable.
 *
 * @param name its name, which is that of the setting that it gives; {@code user} and {@code password} are who to open as
 * @param initial what stands in it at first; nothing in one that is not echoed
 * @param echoed whether it shows what is entered
 */
public record LoginField(String name, String initial, boolean echoed) {

    /**
     * A field of the given name: one for the secret is not echoed, any other is.
     *
     * @param initial what stands in it at first, or {@code null} for nothing
     */
    public static LoginField of(String name, @Nullable String initial) {
        boolean echoed = !isSecret(name);
        return new LoginField(name, (echoed && initial != null) ? initial : "", echoed);
    }

    /** Whether a field of that name is for the user's name. */
    static boolean isUser(String name) {
        return name.equals("user") || name.equals("username");
    }

    /** Whether a field of that name is for the user's secret. */
    public static boolean isSecret(String name) {
        return name.equals("password") || name.equals("token");
    }

    /** Whether it says who to open as. */
    public boolean isCredential() {
        return isUser(name) || isSecret(name);
    }
}
