package dev.connections.mail;

import java.io.IOException;

/** More was written than is allowed. */
final class SizeLimitExceededException extends IOException {

    private static final long serialVersionUID = 1L;
}
