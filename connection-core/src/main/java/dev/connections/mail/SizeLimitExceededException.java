package dev.connections.mail;

import java.io.IOException;

/** Thrown when more bytes are written than the maximum. */
final class SizeLimitExceededException extends IOException {

    private static final long serialVersionUID = 1L;
}
