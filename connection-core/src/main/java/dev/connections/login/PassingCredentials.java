package dev.connections.login;

import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives credentials once. Whoever asks again wants to open a connection again that has broken: that is the end of the login.
 */
final class PassingCredentials implements CredentialsProvider {

    private final String connection;

    private @Nullable Credentials credentials;

    private volatile Runnable askedAgain = () -> {};

    PassingCredentials(String connection, Credentials credentials) {
        this.connection = connection;
        this.credentials = credentials;
    }

    /** What is done when somebody asks again. Must not wait. */
    void whenAskedAgain(Runnable action) {
        askedAgain = action;
    }

    @Override
    public Credentials get() {
        Credentials given = take();
        if (given == null) {
            askedAgain.run();
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
