package dev.connections.cache;

/** Who shares a cached result. */
public enum Scope {

    /** All who use the connection. */
    SHARED,

    /** One user: the results of an HTTP session, gone with it. Outside of a session nothing is cached. */
    USER
}
