package dev.connections.login;

/**
 * One field of the form that a user logs in with. Immutable.
 *
 * @param name its name, which is that of the setting that it gives; {@code user} and {@code password} are who to open as
 * @param initial what stands in it at first; never of a field that is not echoed
 * @param echoed whether it shows what is entered
 */
public record LoginField(String name, String initial, boolean echoed) {

    /** The names of the field for the user's name. */
    static boolean isUser(String name) {
        return name.equals("user") || name.equals("username");
    }

    /** The names of the field for the user's secret. */
    static boolean isSecret(String name) {
        return name.equals("password") || name.equals("token");
    }

    /** Whether it says who to open as. */
    public boolean isCredential() {
        return isUser(name) || isSecret(name);
    }
}
