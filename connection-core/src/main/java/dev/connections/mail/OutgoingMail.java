package dev.connections.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/**
 * A validated message, ready to be sent. Must not be modified.
 *
 * @param message the message
 * @param messageId its id
 * @param sender the envelope sender
 * @param recipients the envelope recipients
 * @param size the encoded size in bytes
 */
public record OutgoingMail(
        MimeMessage message, String messageId, InternetAddress sender, List<InternetAddress> recipients, long size) {

    public OutgoingMail {
        recipients = List.copyOf(recipients);
    }

    /** Returns whether the server must support SMTPUTF8 (RFC 6531). */
    public boolean needsUtf8() {
        return MailAddresses.needUtf8(recipients) || MailAddresses.needUtf8(List.of(sender));
    }

    /** Does not show the content, so that it is not logged. */
    @Override
    public String toString() {
        return "OutgoingMail[" + messageId + ", " + size + " bytes]";
    }
}
