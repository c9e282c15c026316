package dev.connections.mail;

import org.jspecify.annotations.Nullable;

/**
 * What became of one message of several.
 *
 * @param recipient who it was for
 * @param receipt what the server said when it took the message, or {@code null} if it did not
 * @param failure why not, or {@code null} if it did
 */
public record MailResult(String recipient, @Nullable MailReceipt receipt, @Nullable RuntimeException failure) {

    /** Whether the server took the message. */
    public boolean isSent() {
        return receipt != null;
    }
}
