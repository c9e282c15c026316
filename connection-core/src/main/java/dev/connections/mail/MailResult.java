package dev.connections.mail;

import org.jspecify.annotations.Nullable;

/**
 * The result of one message of several.
 *
 * @param recipient the recipient
 * @param receipt the receipt, or {@code null} if the message failed
 * @param failure the failure, or {@code null} if the message was accepted
 */
public record MailResult(String recipient, @Nullable MailReceipt receipt, @Nullable RuntimeException failure) {

    /** Returns whether the server accepted the message. */
    public boolean isSent() {
        return receipt != null;
    }
}
