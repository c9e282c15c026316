package dev.connections.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/**
 * A message that is ready to be sent. Not to be changed.
 *
 * @param message the message
 * @param messageId its id
 * @param sender who it is from, as the server is told
 * @param recipients who gets it, as the server is told
 * @param size its size in bytes, encoded
 */
public record OutgoingMail(
        MimeMessage message, String messageId, InternetAddress sender, List<InternetAddress> recipients, long size) {

    public OutgoingMail {
        recipients = List.copyOf(recipients);
    }

    /** Whether a server must know SMTPUTF8 (RFC 6531) to take it. */
    public boolean needsUtf8() {
        return MailAddresses.needUtf8(recipients) || MailAddresses.needUtf8(List.of(sender));
    }

    /** Not its content, which is no business of a log. */
    @Override
    public String toString() {
        return "OutgoingMail[" + messageId + ", " + size + " bytes]";
    }
}
