package dev.connections.mail;

/** Gives OAuth2 access tokens. Safe for use by several threads. */
public interface MailTokens {

    /**
     * A token that is good now.
     *
     * @throws Exception if none can be had
     */
    String token() throws Exception;

    /** The server refused the last token: the next is to be another. */
    void forget();
}
