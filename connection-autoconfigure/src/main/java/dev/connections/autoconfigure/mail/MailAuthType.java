package dev.connections.autoconfigure.mail;

/** What the secret of the user is. */
public enum MailAuthType {

    /** A password. */
    PASSWORD,

    /** An OAuth2 access token. */
    XOAUTH2
}
