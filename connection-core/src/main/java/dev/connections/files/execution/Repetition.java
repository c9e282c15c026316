package dev.connections.files.execution;

/** When a request may be sent again. */
enum Repetition {

    /** Never: its content cannot be read twice. */
    NEVER,

    /** Only if the store has rejected it, so that it had no effect. */
    IF_REJECTED,

    /** Also if its outcome is unknown, because sending it twice has the effect of sending it once. */
    ALWAYS
}
