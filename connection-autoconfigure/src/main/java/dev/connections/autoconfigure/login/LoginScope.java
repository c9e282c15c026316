package dev.connections.autoconfigure.login;

/** What a login holds for. */
public enum LoginScope {

    /** The session in which the user logged in. */
    SESSION,

    /** The user who is signed in to the application, in all sessions. */
    PRINCIPAL
}
