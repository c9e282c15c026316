package dev.connections.rest.message;

import java.io.IOException;

/** A response came, but its body cannot be used, however often it is requested. */
public class UnreadableResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableResponseException(String message) {
        super(message);
    }
}
