package dev.connections.testing.mail;

import java.util.List;

/**
 * A message that was taken.
 *
 * @param sender the command that began it, without {@code MAIL FROM:}
 * @param recipients who it is for, without {@code RCPT TO:}
 * @param content the message with its line ends, dots unstuffed
 */
public record SmtpMail(String sender, List<String> recipients, String content) {

    public SmtpMail {
        recipients = List.copyOf(recipients);
    }
}
