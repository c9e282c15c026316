package dev.connections.files;

import org.jspecify.annotations.Nullable;

/** Thrown when the content of a file does not have the expected format. */
public class FileFormatException extends FilesException {

    private static final long serialVersionUID = 1L;

    private final long line;

    /**
     * @param connectionName the name of the connection
     * @param path path relative to the connection's URL
     * @param line the line of the error, starting at 1; 0 if the format has no lines
     * @param message the message, without secrets
     * @param cause the cause, or {@code null}
     */
    public FileFormatException(
            String connectionName, String path, long line, String message, @Nullable Throwable cause) {
        super(connectionName, path, message, cause);
        this.line = line;
    }

    /** Returns the line of the error, starting at 1; 0 if the format has no lines. */
    public long line() {
        return line;
    }
}
