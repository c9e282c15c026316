package dev.connections.testing.faults;

/** One of the two ways through a {@link TcpProxy}. */
public enum Direction {

    /** What clients send. */
    TO_SERVER,

    /** What the server answers. */
    TO_CLIENT
}
