package dev.connections.files;

import org.jspecify.annotations.Nullable;

/** Thrown when a request about a file fails. The message names the connection, the path and the remedy. */
public class FilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String connectionName;

    private final String path;

    /**
     * @param connectionName the name of the connection
     * @param path path relative to the connection's URL
     * @param message the message, without secrets
     * @param cause the cause, or {@code null}
     */
    public FilesException(String connectionName, String path, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.connectionName = connectionName;
        this.path = path;
    }

    /** Returns the name of the connection. */
    public String connectionName() {
        return connectionName;
    }

    /** Returns the path of the file, relative to the connection's URL. */
    public String path() {
        return path;
    }
}
