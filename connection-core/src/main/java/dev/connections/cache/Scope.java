package dev.connections.cache;

/** Which callers share a cached result. */
public enum Scope {

    /** All callers. */
    SHARED,

    /** One user: results belong to an HTTP session and end with it. Outside of a session nothing is cached. */
    USER
}
