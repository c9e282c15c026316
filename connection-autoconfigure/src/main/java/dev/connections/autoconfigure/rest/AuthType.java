package dev.connections.autoconfigure.rest;

/** Authentication schemes of requests. */
public enum AuthType {

    /** No authentication. */
    NONE,

    /** HTTP Basic (RFC 7617). */
    BASIC,

    /** A bearer token (RFC 6750). */
    BEARER,

    /** An API key, in a header or a query parameter. */
    API_KEY,

    /** Access tokens of Spring Security's OAuth2 client. */
    OAUTH2
}
