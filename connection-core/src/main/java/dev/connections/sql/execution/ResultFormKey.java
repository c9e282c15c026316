package dev.connections.sql.execution;

/**
 * The form of a result, as part of a cache key.
 *
 * @param form the form of the whole
 * @param rowType the type of each row
 * @param maxRows how many rows there are at most; 0 without limit
 */
record ResultFormKey(Form form, Class<?> rowType, int maxRows) {

    /** Returns the type of the rows alone for what is requested most often. */
    static Object of(Form form, Class<?> rowType, int maxRows) {
        return (form == Form.LIST && maxRows == 0) ? rowType : new ResultFormKey(form, rowType, maxRows);
    }

    enum Form {
        ROWS,
        LIST,
        /** A list of one row, or of none. */
        ONLY,
        SLICE
    }
}
