package dev.connections.mail;

/**
 * The server's response to a message that it has accepted.
 *
 * @param messageId the id of the message: its header {@code Message-ID}, or the id that SendGrid assigned
 * @param status the status code: 250 by SMTP, 202 by SendGrid, 200 by SendGrid's sandbox, 0 in a dry run
 * @param response the text of the response, such as {@code 2.0.0 Ok: queued as 4F1C2}
 */
public record MailReceipt(String messageId, int status, String response) {}
