package dev.connections.supervision;

/** The monitor that guards the shared state of one connection. Its possession is asserted wherever the state is used. */
final class StateLock {

    /** Fails, if assertions are enabled, unless the calling thread holds this lock. */
    void assertHeld() {
        assert Thread.holdsLock(this) : "The shared state of a connection is used without its lock";
    }
}
