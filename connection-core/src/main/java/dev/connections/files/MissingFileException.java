package dev.connections.files;

import org.jspecify.annotations.Nullable;

/** Thrown when a file does not exist. The state of the connection does not change. */
public class MissingFileException extends FilesException {

    private static final long serialVersionUID = 1L;

    /**
     * @param connectionName the name of the connection
     * @param path path relative to the connection's URL
     * @param message the message, without secrets
     * @param cause the cause, or {@code null}
     */
    public MissingFileException(String connectionName, String path, String message, @Nullable Throwable cause) {
        super(connectionName, path, message, cause);
    }
}
