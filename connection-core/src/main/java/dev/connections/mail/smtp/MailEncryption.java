package dev.connections.mail.smtp;

/** How the way to an SMTP server is encrypted. */
public enum MailEncryption {

    /** After a greeting in the clear; a server that does not offer it is not used (RFC 3207). */
    STARTTLS,

    /** From the first byte on (RFC 8314). */
    TLS,

    /** Not at all: for a server on the same machine. */
    NONE
}
