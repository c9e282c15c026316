package dev.connections.testing.mail;

/** Where a conversation with an SMTP server may take another turn. */
public enum SmtpStep {
    CONNECT,
    EHLO,
    STARTTLS,
    AUTH,
    NOOP,
    MAIL,
    RCPT,
    DATA,
    /** In the middle of the message. */
    CONTENT,
    /** All of the message has been read, and it is thrown away. */
    DOT,
    /** The message has been taken, and nobody is told. */
    AFTER_DOT
}
