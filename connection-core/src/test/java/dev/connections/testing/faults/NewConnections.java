package dev.connections.testing.faults;

/** What a {@link TcpProxy} does with the connections that clients open. */
public enum NewConnections {

    /** They reach the server. */
    FORWARDED,

    /** They are accepted, and then nothing happens: a frozen server, a mesh sidecar. The server learns of them at healing. */
    SILENT,

    /** They are accepted and reset at once: a load balancer without a server. */
    RESET,

    /** They are accepted and closed at once, in good order. */
    CLOSED,

    /** Nobody listens on the port. */
    REFUSED,

    /** The attempt gets no answer at all: a firewall that drops packets, a host that is gone. */
    UNANSWERED
}
