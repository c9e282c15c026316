package dev.connections.sql;

import org.jspecify.annotations.Nullable;

/**
 * A statement as the driver gets it.
 *
 * @param sql the text, with question marks
 * @param values one for each question mark
 */
record BoundSql(String sql, @Nullable Object[] values) {

    /** Without the values: they may be secrets. */
    @Override
    public String toString() {
        return sql;
    }
}
