package dev.connections.login;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the running attempts, and the connections that are open, opening or closing. Thread-safe. */
final class LoginCapacity {

    private int attempts;

    private int opening;

    private int open;

    /** Starts an attempt, unless there are that many already, those that wait included. */
    synchronized boolean beginAttempt(int most) {
        if (attempts >= most) {
            return false;
        }
        attempts++;
        return true;
    }

    synchronized void endAttempt() {
        attempts--;
    }

    synchronized boolean isFull(int most) {
        return open >= most;
    }

    synchronized void beginOpening() {
        opening++;
    }

    synchronized void endOpening() {
        opening--;
        notifyAll();
    }

    /** Counts a connection as open, unless there are that many already. */
    synchronized boolean keep(int most) {
        if (open >= most) {
            return false;
        }
        opening--;
        open++;
        return true;
    }

    synchronized void leave() {
        open--;
        notifyAll();
    }

    /** Waits until no connection is left. @return whether that is so */
    synchronized boolean awaitNone(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toNanos(); opening + open > 0 && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return opening + open == 0;
    }
}
