package dev.connections.login;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the connections that are open, being opened, or being closed. Safe for use by several threads. */
final class LoginPlaces {

    private int taken;

    /** @return whether there was one, of that many */
    synchronized boolean take(int most) {
        if (taken >= most) {
            return false;
        }
        taken++;
        return true;
    }

    synchronized void leave() {
        taken--;
        notifyAll();
    }

    /** Waits until all are left. @return whether they are */
    synchronized boolean awaitNoneTaken(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toNanos(); taken > 0 && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return taken == 0;
    }
}
