package dev.connections.supervision;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the factory, at each access, whether the resource is open. It should answer at once; one that hangs must hold up
 * nobody. So one caller asks at a time, and the others go on with what was known. If the caller is found waiting for too long,
 * {@link #giveUp()} interrupts it and no caller asks again: only the probe does.
 */
final class AccessCheck<R> {

    private static final Logger logger = LoggerFactory.getLogger(AccessCheck.class);

    private static final Thread GIVEN_UP = new Thread("given up");

    private final String name;

    private final AtomicReference<@Nullable Thread> asking = new AtomicReference<>();

    /** The one who was asking when {@link #isStuck()} was last asked. */
    private @Nullable Object seen;

    /** Counts each question's begin and end, so that two questions of one thread are told apart. */
    private long questions;

    private long seenQuestions;

    private volatile boolean hangs;

    AccessCheck(String name) {
        this.name = name;
    }

    /** Whether the resource is open, or taken to be. Allocates nothing. */
    boolean isOpen(SharedResource<R> shared) {
        if (hangs || !asking.compareAndSet(null, Thread.currentThread())) {
            return true;
        }
        questions++;
        boolean open = false;
        try {
            open = shared.factory().isOpen(shared.resource());
        } catch (Throwable ex) {
            logger.debug("Connection '{}' could not be checked and is taken for closed", name, ex);
        }
        questions++;
        if (!asking.compareAndSet(Thread.currentThread(), null)) {
            clearInterrupt();
            return false;
        }
        return open;
    }

    /** The interrupt was meant for the question, not for the caller's own work. */
    private void clearInterrupt() {
        while (asking.get() != null) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /** Whether one and the same question has gone unanswered since this was last asked. Called by the probe alone. */
    boolean isStuck() {
        Thread now = asking.get();
        boolean same = now != null && now == seen && questions == seenQuestions;
        seen = now;
        seenQuestions = questions;
        return same;
    }

    /** Lets callers ask again. */
    void trustAgain() {
        hangs = false;
    }

    /** Interrupts who is asking, and lets nobody ask from now on. */
    void giveUp() {
        hangs = true;
        Thread stuck = asking.get();
        if (stuck != null && asking.compareAndSet(stuck, GIVEN_UP)) {
            stuck.interrupt();
            asking.set(null);
        }
    }
}
