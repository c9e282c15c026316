package dev.connections.supervision;

/** A resource that knows whether it is open. */
final class Socket {

    final int id;

    volatile boolean open;

    Socket(int id, boolean open) {
        this.id = id;
        this.open = open;
    }
}
