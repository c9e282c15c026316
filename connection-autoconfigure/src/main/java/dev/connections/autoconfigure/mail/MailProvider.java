package dev.connections.autoconfigure.mail;

/** Provider that accepts the messages: an SMTP server or SendGrid. */
public enum MailProvider {

    /** An SMTP server. */
    SMTP,

    /** SendGrid, by its HTTP interface. */
    SENDGRID
}
