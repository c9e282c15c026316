package dev.connections;

/** Where a connection is in its life. */
public enum ConnectionState {

    /** Not opened since it was made or reset. */
    NEW,

    /** Being opened. */
    CONNECTING,

    /** Open, and found so when it was last used. */
    UP,

    /** Open, but part of it failed when it was last used. */
    DEGRADED,

    /** The last attempt to open it failed. */
    DOWN,

    /** Its credentials were rejected. It stays so until they change or it is reset. */
    REFUSED,

    /** Closed for good: its application shut down, or it was closed by name. */
    CLOSED
}
