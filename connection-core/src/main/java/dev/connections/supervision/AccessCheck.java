package dev.connections.supervision;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the factory, at each access, whether the resource is open. It should answer at once; one that hangs must hold up
 * nobody. So one caller asks at a time, and the others go on with what was known. A caller who is found waiting for too long is
 * interrupted, and no caller asks again: only the probe does.
 */
final class AccessCheck<R> {

    /** How long an answer may take. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(AccessCheck.class);

    private static final Thread GIVEN_UP = new Thread("given up");

    private final String name;

    private final AtomicReference<@Nullable Thread> asking = new AtomicReference<>();

    /** What is asked about, for the probe, which may see it late but not as late as it gives up. */
    private @Nullable SharedResource<R> asked;

    /** Counts each question's begin and end, so that two questions of one thread are told apart. */
    private long questions;

    /** Who was asking which question when the probe last looked, and since when. */
    private @Nullable Thread seen;

    private long seenQuestions;

    private long seenSince;

    private volatile boolean hangs;

    AccessCheck(String name) {
        this.name = name;
    }

    /** Whether the resource is open, or taken to be. Allocates nothing. */
    boolean isOpen(SharedResource<R> shared) {
        if (hangs || asking.get() != null || !asking.compareAndSet(null, Thread.currentThread())) {
            return true;
        }
        asked = shared;
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
        while (asking.get() == GIVEN_UP) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /**
     * Interrupts who has been asking one and the same question for too long, and lets nobody ask from now on. Called by the
     * probe alone.
     *
     * @return the resource that was asked about; {@code null} if nobody is stuck
     */
    @Nullable
    SharedResource<R> giveUpIfStuck(long nanoTime) {
        Thread now = asking.get();
        if (now == null || now != seen || questions != seenQuestions) {
            seen = now;
            seenQuestions = questions;
            seenSince = nanoTime;
            return null;
        }
        if (nanoTime - seenSince < PATIENCE.toNanos()) {
            return null;
        }
        SharedResource<R> stuck = asked;
        return giveUp(now) ? stuck : null;
    }

    /** Interrupts who is asking, and lets nobody ask from now on. */
    void giveUp() {
        Thread now = asking.get();
        if (now != null) {
            giveUp(now);
        }
    }

    private boolean giveUp(Thread stuck) {
        hangs = true;
        if (!asking.compareAndSet(stuck, GIVEN_UP)) {
            return false;
        }
        stuck.interrupt();
        asking.set(null);
        return true;
    }

    /** Whether callers do not ask any more. */
    boolean hangs() {
        return hangs;
    }

    /** Lets callers ask again. */
    void trustAgain() {
        hangs = false;
    }
}
