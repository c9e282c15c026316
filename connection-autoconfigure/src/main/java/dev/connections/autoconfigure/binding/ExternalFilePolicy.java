package dev.connections.autoconfigure.binding;

/** How much of the settings in files outside the application is wanted. */
public enum ExternalFilePolicy {

    /** Nothing: they may be others where the application runs. */
    NONE,

    /** All but the credentials, which come from elsewhere. */
    WITHOUT_CREDENTIALS,

    /** Everything. */
    ALL
}
