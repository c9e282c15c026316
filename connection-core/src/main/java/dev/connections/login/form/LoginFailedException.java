package dev.connections.login.form;

import dev.connections.ConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A login failed. Its message tells what kind of thing went wrong and nothing more, so that it may be shown to anybody. */
public class LoginFailedException extends ConnectionException {

    private final LoginFailure failure;

    private final @Nullable Duration retryAfter;

    /**
     * @param connectionName which connection
     * @param failure what kind of thing went wrong
     * @param retryAfter when it makes sense to try again, or {@code null} if that is not known
     */
    public LoginFailedException(String connectionName, LoginFailure failure, @Nullable Duration retryAfter) {
        // its cause may tell more than the user should know
        super(connectionName, "The login to connection '" + connectionName + "' failed: " + failure, null);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    /** What kind of thing went wrong. */
    public LoginFailure failure() {
        return failure;
    }

    /** When it makes sense to try again; {@code null} if that is not known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
