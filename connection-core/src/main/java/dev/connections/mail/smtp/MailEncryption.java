package dev.connections.mail.smtp;

/** The encryption of an SMTP connection. */
public enum MailEncryption {

    /** STARTTLS is required (RFC 3207); a server without it is not used. */
    STARTTLS,

    /** TLS from the start (RFC 8314). */
    TLS,

    /** No encryption: for a server on the same machine. */
    NONE
}
