package dev.connections.sql;

/**
 * What a result is made into, in a cache key.
 *
 * @param form the form of the whole
 * @param rowType the type of each row
 * @param maxRows how many rows there are at most; 0 without limit
 */
record ResultKind(Form form, Class<?> rowType, int maxRows) {

    enum Form {
        ROWS,
        LIST,
        /** A list of one row, or of none. */
        ONLY,
        SLICE
    }
}
