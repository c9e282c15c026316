package dev.connections.autoconfigure.mail;

import dev.connections.mail.MailTokens;

/** Gives access tokens of OAuth2 registrations. */
interface MailTokenSource {

    /**
     * The tokens of a registration.
     *
     * @param registration its id
     * @param connection the connection's name, on whose behalf they are
     * @throws IllegalArgumentException if there is none of that id; the message names the property and the remedy
     */
    MailTokens of(String registration, String connection);
}
