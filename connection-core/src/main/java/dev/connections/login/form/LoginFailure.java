package dev.connections.login.form;

/** The kind of a login failure: all that the user sees. */
public enum LoginFailure {

    /** The target rejected the credentials or another value. */
    REFUSED,

    /** The target cannot be reached. */
    UNREACHABLE,

    /** The target did not respond in time. */
    TIMED_OUT,

    /** The maximum number of logins, or of concurrent attempts, is reached. */
    BUSY,

    /** Too many attempts have failed. */
    TOO_MANY_ATTEMPTS,

    /** A value is invalid for its field. */
    INVALID
}
