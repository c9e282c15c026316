package dev.connections.autoconfigure.binding;

/** How much of the settings in files outside the application is wanted. */
public enum FileUse {

    /** Nothing: they may be others where the application runs. */
    NONE,

    /** All but who to open as, which is told from elsewhere. */
    WITHOUT_CREDENTIALS,

    /** Everything. */
    ALL
}
