package dev.connections.autoconfigure.login;

/** Scope of a login: the HTTP session or the principal. */
public enum LoginScope {

    /** The session in which the user logged in. */
    SESSION,

    /** The user who is signed in to the application, in all sessions. */
    PRINCIPAL
}
