package dev.connections.login.form;

import dev.connections.ConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown when a login fails. The message names only the kind of the failure, so that any user may see it. */
public class LoginFailedException extends ConnectionException {

    private final LoginFailure failure;

    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param connectionName the name of the connection
     * @param failure the kind of the failure
     * @param retryAfter when a retry may succeed, or {@code null} if unknown
     */
    public LoginFailedException(String connectionName, LoginFailure failure, @Nullable Duration retryAfter) {
        // its cause may tell more than the user should know
        super(connectionName, "The login to connection '" + connectionName + "' failed: " + failure, null);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    /** Returns the kind of the failure. */
    public LoginFailure failure() {
        return failure;
    }

    /** Returns when a retry may succeed; {@code null} if unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
