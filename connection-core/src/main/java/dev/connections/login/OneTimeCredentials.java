package dev.connections.login;

import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Provides credentials once. A second request means that the connection broke, which ends the login.
 */
final class OneTimeCredentials implements CredentialsProvider {

    private final String connection;

    private @Nullable Credentials credentials;

    private volatile Runnable secondRequest = () -> {};

    OneTimeCredentials(String connection, Credentials credentials) {
        this.connection = connection;
        this.credentials = credentials;
    }

    /** Sets the action that runs on a second request. It must not block. */
    void onSecondRequest(Runnable action) {
        secondRequest = action;
    }

    @Override
    public Credentials get() {
        Credentials given = take();
        if (given == null) {
            secondRequest.run();
            throw new CredentialsRefusedException(
                    connection, "A connection that a user logged in to is not opened again", null);
        }
        return given;
    }

    private synchronized @Nullable Credentials take() {
        Credentials given = credentials;
        credentials = null;
        return given;
    }
}
