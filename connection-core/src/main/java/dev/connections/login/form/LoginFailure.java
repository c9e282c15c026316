package dev.connections.login.form;

/** What kind of thing went wrong at a login: all that the user is told. */
public enum LoginFailure {

    /** The target rejected what was entered, whatever of it. */
    REFUSED,

    /** The target cannot be reached. */
    UNREACHABLE,

    /** The target did not answer in time. */
    TIMED_OUT,

    /** There are as many connections as there may be, or as many users log in at the moment as may. */
    BUSY,

    /** There were too many attempts that failed. */
    TOO_MANY_ATTEMPTS,

    /** Something was entered that cannot be a value of its field. */
    INVALID
}
