package dev.connections.supervision.runtime;

/**
 * The monitor that guards the shared state of one connection. Its possession is asserted wherever the state is used.
 */
public final class StateLock {

    /** Fails, if assertions are enabled, unless the calling thread holds this lock. */
    public void assertHeld() {
        assert Thread.holdsLock(this) : "The shared state of a connection is used without its lock";
    }
}
