package dev.connections.files.execution;

import dev.connections.CredentialsRefusedException;
import dev.connections.files.FileConditionException;
import dev.connections.files.FilesException;
import dev.connections.files.MissingFileException;
import dev.connections.files.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions of a connection. Thread-safe. */
final class FileErrors {

    private final String connection;

    FileErrors(String connection) {
        this.connection = connection;
    }

    RuntimeException of(String path, String operation, StoreException failure) {
        String subject = "Connection '" + connection + "': " + operation + " '" + path + "' failed: ";
        String reason = failure.getMessage();
        return switch (failure.reason()) {
            case NOT_FOUND ->
                new MissingFileException(
                        connection, path, "Connection '" + connection + "': there is no file '" + path + "'", failure);
            case CONDITION_FAILED ->
                new FileConditionException(
                        connection,
                        path,
                        subject + "the condition does not hold: " + reason
                                + ". The file exists, or has another version. Read its current version with info()",
                        failure);
            case CREDENTIALS_REFUSED -> refused(failure);
            case FORBIDDEN ->
                new FilesException(
                        connection,
                        path,
                        subject + "the credentials do not permit it: " + reason
                                + ". Grant the permission, or use other credentials",
                        failure);
            case CONTAINER_MISSING ->
                new FilesException(
                        connection, path, subject + reason + ". Check connections." + connection + ".url", failure);
            case THROTTLED ->
                new FilesException(
                        connection,
                        path,
                        subject + "too many requests: " + reason + ". Set connections." + connection
                                + ".rate-limit.calls, or raise connections." + connection + ".retry.budget",
                        failure);
            case NOT_MODIFIED, UNAVAILABLE, INVALID -> new FilesException(connection, path, subject + reason, failure);
        };
    }

    CredentialsRefusedException refused(StoreException failure) {
        return new CredentialsRefusedException(
                connection,
                "Connection '" + connection + "': the store refuses the credentials: " + failure.getMessage()
                        + ". Check the credentials of connections." + connection,
                failure);
    }

    FilesException failed(String path, String problem, @Nullable Throwable cause) {
        return new FilesException(
                connection, path, "Connection '" + connection + "', file '" + path + "': " + problem, cause);
    }
}
