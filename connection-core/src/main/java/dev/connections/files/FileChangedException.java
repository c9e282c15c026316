package dev.connections.files;

import org.jspecify.annotations.Nullable;

/** Thrown when a file changes while it is read. A repeated read returns the new content. */
public class FileChangedException extends FilesException {

    private static final long serialVersionUID = 1L;

    /**
     * @param connectionName the name of the connection
     * @param path path relative to the connection's URL
     * @param message the message, without secrets
     * @param cause the cause, or {@code null}
     */
    public FileChangedException(String connectionName, String path, String message, @Nullable Throwable cause) {
        super(connectionName, path, message, cause);
    }
}
