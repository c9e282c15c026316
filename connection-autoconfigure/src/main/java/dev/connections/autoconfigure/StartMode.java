package dev.connections.autoconfigure;

/** When a connection is opened. */
public enum StartMode {

    /** At the start of the application, without delaying or failing it. */
    BACKGROUND,

    /** At its first use. */
    LAZY,

    /** At the start of the application, which fails if the connection cannot be opened in time. */
    REQUIRED
}
