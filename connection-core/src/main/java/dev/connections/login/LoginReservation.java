package dev.connections.login;

import java.util.concurrent.Semaphore;

/**
 * The capacity that one connection holds: a permit while it is opening, a place while it is open, neither after it
 * is closed. A failed attempt holds its permit until its connection is closed. Thread-safe.
 */
final class LoginReservation {

    private final LoginCapacity capacity;

    private final Semaphore turns;

    private State state = State.OPENING;

    /** @param turns has one permit less, which the caller has acquired */
    LoginReservation(LoginCapacity capacity, Semaphore turns) {
        this.capacity = capacity;
        this.turns = turns;
        capacity.beginOpening();
    }

    /** Exchanges the turn for a place, unless that many are taken. Does nothing if the connection is closed already. */
    synchronized boolean keep(int most) {
        if (state == State.OPENING) {
            if (!capacity.keep(most)) {
                return false;
            }
            state = State.OPEN;
            turns.release();
        }
        return true;
    }

    synchronized void leave() {
        if (state == State.OPENING) {
            capacity.endOpening();
            turns.release();
        } else if (state == State.OPEN) {
            capacity.leave();
        }
        state = State.LEFT;
    }

    private enum State {
        OPENING,
        OPEN,
        LEFT
    }
}
