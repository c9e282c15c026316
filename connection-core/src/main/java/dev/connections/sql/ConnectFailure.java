package dev.connections.sql;

import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells of a failed connect: to which connection, whether the credentials are to blame, and no secret. */
final class ConnectFailure {

    private static final String MASK = "******";

    private final ConnectionName name;

    private final SqlTarget target;

    private final Credentials credentials;

    private final Set<String> secrets = new HashSet<>();

    ConnectFailure(ConnectionName name, SqlTarget target, SqlSettings settings, Credentials credentials) {
        this.name = name;
        this.target = target;
        this.credentials = credentials;
        if (credentials.secret() != null) {
            secrets.add(credentials.secret());
        }
        Stream.of(target.properties(), settings.properties())
                .map(Map::entrySet)
                .flatMap(Set::stream)
                .filter(property -> JdbcUrlSecrets.isSecret(property.getKey()))
                .forEach(property -> secrets.add(property.getValue()));
        secrets.remove("");
    }

    /**
     * The failure to throw.
     *
     * @throws CredentialsRefusedException instead, if that is what the failure means
     */
    SQLException of(Throwable failure) {
        // drivers chain what they say, and some repeat what they were told
        @Nullable Throwable cause = isLeaking(failure) ? null : failure;
        String message = masked(reason(failure));
        if (RefusedLogin.isCauseOf(failure, target.dialect(), credentials.secret() != null)) {
            String user = (credentials.user() == null) ? "without a user name" : "of user '" + credentials.user() + "'";
            throw new CredentialsRefusedException(
                    name.value(),
                    "Connection '" + name + "': " + target + " refused the credentials " + user + ": " + message,
                    cause);
        }
        String text = "Connection '" + name + "' to " + target + " failed: " + message;
        return (failure instanceof SQLException sqlException)
                ? new SQLException(text, sqlException.getSQLState(), sqlException.getErrorCode(), cause)
                : new SQLException(text, cause);
    }

    /** Drivers leave to the cause what tells most, such as the host that is not known. */
    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String detail = root.getMessage();
        return (detail == null || message.contains(detail))
                ? message
                : message + " (" + root.getClass().getSimpleName() + ": " + detail + ")";
    }

    private boolean isLeaking(@Nullable Throwable failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            String text = each.toString();
            if (secrets.stream().anyMatch(text::contains)
                    || Stream.of(each.getSuppressed()).anyMatch(this::isLeaking)
                    || (each instanceof SQLException sqlException && isLeaking(sqlException.getNextException()))) {
                return true;
            }
        }
        return false;
    }

    private String masked(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, MASK);
        }
        return result;
    }
}
