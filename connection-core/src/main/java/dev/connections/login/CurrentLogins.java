package dev.connections.login;

import org.jspecify.annotations.Nullable;

/** The logins of the current user. Must be thread-safe. */
public interface CurrentLogins {

    /**
     * Returns the login to a connection.
     *
     * @param connection the connection's name, as configured
     * @return the id of the login; {@code null} if there is none
     */
    @Nullable
    LoginId of(String connection);

    /** Returns the name of the user in the application; {@code null} if there is none. */
    @Nullable
    String principal();

    /** Returns a copy for another thread, independent of the request. */
    CurrentLogins copy();
}
