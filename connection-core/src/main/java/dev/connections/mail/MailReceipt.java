package dev.connections.mail;

/**
 * What the server said when it took a message.
 *
 * @param messageId the message's id: that of its header {@code Message-ID}, or the one that SendGrid gave it
 * @param status the number of the answer: 250 by SMTP, 202 by SendGrid, 200 by SendGrid's sandbox, 0 if nothing was sent
 * @param answer the answer in words, such as {@code 2.0.0 Ok: queued as 4F1C2}
 */
public record MailReceipt(String messageId, int status, String answer) {}
