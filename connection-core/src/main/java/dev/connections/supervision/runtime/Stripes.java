package dev.connections.supervision.runtime;

/**
 * Parts of what many threads change at once, each thread its own if possible, so that they do not wait for each other's
 * processor caches.
 */
public final class Stripes {

    private static final int MOST = 32;

    /** A power of two. */
    public static final int COUNT =
            Math.min(MOST, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1) << 1);

    /** How many elements of an array lie between two stripes: 128 bytes if an element has 4, as two cache lines. */
    public static final int DISTANCE = 32;

    private Stripes() {}

    /** The stripe of this thread. */
    public static int mine() {
        return (int) Thread.currentThread().getId() & (COUNT - 1);
    }
}
