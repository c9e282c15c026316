package dev.connections.files;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a condition of a request does not hold, on every store: the file exists with {@code ifAbsent}, or it has
 * another version than that of {@code ifMatch}.
 */
public class FileConditionException extends FilesException {

    private static final long serialVersionUID = 1L;

    /**
     * @param connectionName the name of the connection
     * @param path path relative to the connection's URL
     * @param message the message, without secrets
     * @param cause the cause, or {@code null}
     */
    public FileConditionException(String connectionName, String path, String message, @Nullable Throwable cause) {
        super(connectionName, path, message, cause);
    }
}
