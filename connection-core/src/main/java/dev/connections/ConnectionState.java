package dev.connections;

/** The lifecycle state of a connection. */
public enum ConnectionState {

    /** Not opened since it was created or reset. */
    NEW,

    /** An attempt to open it is running. */
    CONNECTING,

    /** Open, and working when last used or checked. */
    UP,

    /** Open, but part of it failed when last used or checked. */
    DEGRADED,

    /** Unavailable: the last attempt to open it failed. */
    DOWN,

    /** Unavailable: its credentials were rejected. The state lasts until they change or the connection is reset. */
    REFUSED,

    /** Closed permanently, with the application or by name. */
    CLOSED
}
