package dev.connections.autoconfigure.snowflake;

import java.io.Serial;

/**
 * A settings file that cannot be read. The message is a sentence or more that name the file, and hold nothing of what
 * is in it.
 */
final class UnusableFileException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }
}
