package dev.connections.cache.codec;

/**
 * What a value begins with that is no scalar; a scalar begins with {@link #SCALAR} plus the number of its
 * {@link ScalarForm}.
 */
final class ValueTag {

    static final int NULL = 0;

    static final int LIST = 1;

    static final int SET = 2;

    static final int MAP = 3;

    static final int EMPTY = 4;

    static final int PRESENT = 5;

    /** A record of a class that is described first, and can be named by its number from then on. */
    static final int FIRST_RECORD = 6;

    static final int RECORD = 7;

    static final int ENUM = 8;

    /** Written by a {@link ResultCodec}. */
    static final int CODED = 9;

    static final int SCALAR = 16;

    /** Deeper values are not written: reading them could take more stack than there is. */
    static final int MOST_DEPTH = 64;

    private ValueTag() {}
}
