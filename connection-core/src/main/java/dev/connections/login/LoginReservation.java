package dev.connections.login;

import java.util.concurrent.Semaphore;

/**
 * The resources of one connection: a turn while it is being opened, a place while it is open, neither after it is closed. A
 * failed attempt keeps its turn until its connection is closed. Thread-safe.
 */
final class LoginReservation {

    private final LoginCapacity places;

    private final Semaphore turns;

    private State state = State.OPENING;

    /** @param turns has one permit less, which the caller has acquired */
    LoginReservation(LoginCapacity places, Semaphore turns) {
        this.places = places;
        this.turns = turns;
        places.beginOpening();
    }

    /** Exchanges the turn for a place, unless that many are taken. Does nothing if the connection is closed already. */
    synchronized boolean keep(int most) {
        if (state == State.OPENING) {
            if (!places.keep(most)) {
                return false;
            }
            state = State.OPEN;
            turns.release();
        }
        return true;
    }

    synchronized void leave() {
        if (state == State.OPENING) {
            places.endOpening();
            turns.release();
        } else if (state == State.OPEN) {
            places.leave();
        }
        state = State.LEFT;
    }

    private enum State {
        OPENING,
        OPEN,
        LEFT
    }
}
