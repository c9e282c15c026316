package dev.connections.autoconfigure.rest;

/** How requests show who makes them. */
public enum AuthType {

    /** Not at all. */
    NONE,

    /** By user and password. */
    BASIC,

    /** By a token. */
    BEARER,

    /** By a key, in a header or in the address. */
    API_KEY,

    /** By tokens of Spring Security's OAuth2 client. */
    OAUTH2
}
