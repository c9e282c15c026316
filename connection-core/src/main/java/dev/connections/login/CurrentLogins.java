package dev.connections.login;

import org.jspecify.annotations.Nullable;

/** The logins of the user on whose behalf a thread works. Safe for use by several threads. */
public interface CurrentLogins {

    /**
     * The login to a connection.
     *
     * @param connection the connection's name, as configured
     * @return what it is found by; {@code null} if there has been none
     */
    @Nullable
    LoginId of(String connection);

    /** Who the user is to the application; {@code null} if it knows of no users, or of nobody here. */
    @Nullable
    String principal();

    /** The same logins for another thread, whatever becomes of what they are read from. */
    CurrentLogins copy();
}
