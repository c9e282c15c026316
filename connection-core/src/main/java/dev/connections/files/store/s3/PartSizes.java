package dev.connections.files.store.s3;

/** The sizes of the parts of a large write: 8 MiB, and more only if the content needed more than 10 000 parts. */
final class PartSizes {

    static final int SMALLEST = 8 << 20;

    static final int MAXIMUM_COUNT = 10_000;

    /** After so many parts of unknown content, the size is doubled after each {@link #STEP}. */
    private static final int EQUAL_PARTS = 8_000;

    private static final int STEP = 400;

    private final long known;

    /** @param length number of bytes; -1 if unknown */
    PartSizes(long length) {
        this.known = (length < 0) ? -1 : Math.max(SMALLEST, -Math.floorDiv(-length, MAXIMUM_COUNT));
    }

    /** Returns the size of a part, the first of which has the number 1. */
    int size(int number) {
        if (known >= 0) {
            return Math.toIntExact(known);
        }
        int doublings = Math.max(0, -Math.floorDiv(EQUAL_PARTS - number, STEP));
        return SMALLEST << Math.min(doublings, 7);
    }
}
