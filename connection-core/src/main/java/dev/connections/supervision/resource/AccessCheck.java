package dev.connections.supervision.resource;

import dev.connections.supervision.runtime.Stripes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the factory, at each access, whether the resource is open. It should answer at once; one that hangs must hold up
 * nobody. So one caller of each {@link Stripes stripe} asks at a time, and the others use the last known result. A
 * caller who is found waiting for too long is interrupted, and no caller asks again: only the probe does.
 */
public final class AccessCheck<R> {

    /** How long an answer may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(AccessCheck.class);

    private static final Thread GIVEN_UP = new Thread("given up");

    private final String name;

    private final AtomicReferenceArray<@Nullable Thread> asking =
            new AtomicReferenceArray<>(Stripes.COUNT * Stripes.DISTANCE);

    /** The resource being checked, read by the health monitor, possibly a little late. */
    private final @Nullable Object[] asked = new @Nullable Object[Stripes.COUNT * Stripes.DISTANCE];

    /** Counts the begin and end of each check, to distinguish two checks of one thread. */
    private final long[] questions = new long[Stripes.COUNT * Stripes.DISTANCE];

    private final Glance[] lastGlances = new Glance[Stripes.COUNT];

    private volatile boolean hanging;

    public AccessCheck(String name) {
        this.name = name;
    }

    /** Whether the resource is open, or taken to be. Allocates nothing. */
    public boolean isOpen(SharedResource<R> shared, int stripe) {
        int index = stripe * Stripes.DISTANCE;
        if (hanging || asking.get(index) != null || !asking.compareAndSet(index, null, Thread.currentThread())) {
            return true;
        }
        if (asked[index] != shared) {
            asked[index] = shared;
        }
        questions[index]++;
        boolean open = false;
        try {
            open = shared.factory().isOpen(shared.resource());
        } catch (Throwable ex) {
            logger.debug("Connection '{}' could not be checked and is taken for closed", name, shared.masked(ex));
        }
        questions[index]++;
        if (!asking.compareAndSet(index, Thread.currentThread(), null)) {
            clearInterrupt(index);
            return false;
        }
        return open;
    }

    /** The interrupt was meant for the question, not for the caller's own work. */
    private void clearInterrupt(int index) {
        while (asking.get(index) == GIVEN_UP) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /**
     * Interrupts those who have been asking one and the same question for too long, and lets nobody ask from now on.
     * Called by the probe alone.
     *
     * @return the resource of the question; {@code null} if nobody is stuck
     */
    public @Nullable SharedResource<R> giveUpIfStuck(long nanoTime) {
        SharedResource<R> stuck = null;
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            int index = stripe * Stripes.DISTANCE;
            Thread now = asking.get(index);
            Glance last = lastGlances[stripe];
            if (now == null) {
                lastGlances[stripe] = null;
            } else if (last == null || !last.sees(now, questions[index])) {
                lastGlances[stripe] = new Glance(now, questions[index], nanoTime);
            } else if (nanoTime - last.since >= PATIENCE.toNanos()) {
                Object about = asked[index];
                if (giveUp(now, index)) {
                    stuck = cast(about);
                }
            }
        }
        return stuck;
    }

    @SuppressWarnings("unchecked")
    private static <R> @Nullable SharedResource<R> cast(@Nullable Object shared) {
        return (SharedResource<R>) shared;
    }

    /** Interrupts those who are asking. */
    public void giveUp() {
        for (int stripe = 0; stripe < Stripes.COUNT; stripe++) {
            int index = stripe * Stripes.DISTANCE;
            Thread now = asking.get(index);
            if (now != null) {
                giveUp(now, index);
            }
        }
    }

    private boolean giveUp(Thread stuck, int index) {
        hanging = true;
        if (!asking.compareAndSet(index, stuck, GIVEN_UP)) {
            return false;
        }
        stuck.interrupt();
        asking.set(index, null);
        return true;
    }

    /** Whether callers do not ask any more. */
    public boolean hanging() {
        return hanging;
    }

    /** Lets callers ask again. */
    public void reset() {
        hanging = false;
    }

    /** Who was asking which question when the probe looked, and since when. */
    private record Glance(Thread who, long question, long since) {

        boolean sees(Thread now, long questionNow) {
            return who == now && question == questionNow;
        }
    }
}
