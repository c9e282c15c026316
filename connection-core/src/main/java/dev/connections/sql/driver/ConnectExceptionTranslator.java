package dev.connections.sql.driver;

import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretMask;
import dev.connections.sql.errors.AuthenticationFailures;
import dev.connections.sql.url.SqlTarget;
import java.sql.SQLException;

/**
 * Translates a failure to connect: names the connection, masks secrets, and throws a {@link
 * CredentialsRefusedException}
 * if the credentials were rejected. Immutable.
 */
public final class ConnectExceptionTranslator {

    private static final int LONGEST_CHAIN = 100;

    private final ConnectionName name;

    private final SqlTarget target;

    private final Credentials credentials;

    private final SecretMask mask;

    public ConnectExceptionTranslator(ConnectionName name, SqlTarget target, Credentials credentials, SecretMask mask) {
        this.name = name;
        this.target = target;
        this.credentials = credentials;
        this.mask = mask;
    }

    /**
     * Returns the failure to throw.
     *
     * @throws CredentialsRefusedException instead, if that is what the failure means
     */
    public SQLException of(Throwable failure) {
        Throwable cause = mask.clean(failure);
        String message = mask.mask(reason(failure));
        if (AuthenticationFailures.isCauseOf(failure, target.dialect(), credentials.secret() != null)) {
            String user = (credentials.user() == null) ? "without a user name" : "of user '" + credentials.user() + "'";
            throw new CredentialsRefusedException(
                    name.value(),
                    prefix(name) + ": " + target + " refused the credentials " + user + ": " + message,
                    cause);
        }
        String text = prefix(name) + " to " + target + " failed: " + message;
        return (failure instanceof SQLException sqlException)
                ? new SQLException(text, sqlException.getSQLState(), sqlException.getErrorCode(), cause)
                : new SQLException(text, cause);
    }

    /** Returns the prefix of each message. */
    public static String prefix(ConnectionName name) {
        return "Connection '" + name + "'";
    }

    /** Drivers leave to the cause what tells most, such as the host that is not known. */
    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Throwable root = failure;
        // a chain of causes may lead back to its start
        for (int depth = 0; root.getCause() != null && depth < LONGEST_CHAIN; depth++) {
            root = root.getCause();
        }
        String detail = root.getMessage();
        return (detail == null || message.contains(detail))
                ? message
                : message + " (" + root.getClass().getSimpleName() + ": " + detail + ")";
    }
}
