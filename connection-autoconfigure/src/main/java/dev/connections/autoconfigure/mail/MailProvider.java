package dev.connections.autoconfigure.mail;

/** What takes the messages. */
public enum MailProvider {

    /** An SMTP server. */
    SMTP,

    /** SendGrid, by its HTTP interface. */
    SENDGRID
}
