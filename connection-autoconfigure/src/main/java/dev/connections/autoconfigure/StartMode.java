package dev.connections.autoconfigure;

/** When a connection is opened. */
public enum StartMode {

    /** When the application starts, without delaying or failing it. */
    BACKGROUND,

    /** At its first use. */
    LAZY,

    /** When the application starts, which fails if it cannot be opened in time. */
    REQUIRED
}
