package dev.connections.rest;

import java.io.IOException;

/** A response came, but its body cannot be used, however often it is requested. */
class UnreadableResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableResponseException(String message) {
        super(message);
    }
}
