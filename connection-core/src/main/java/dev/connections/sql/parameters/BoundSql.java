package dev.connections.sql.parameters;

import org.jspecify.annotations.Nullable;

/**
 * A statement as it is passed to the driver.
 *
 * @param sql the text, with question marks
 * @param values one for each question mark
 * @param template the statement as it was written, unless it is another one
 */
public record BoundSql(String sql, @Nullable Object[] values, @Nullable SqlTemplate template) {

    /** Without the values: they may be secrets. */
    @Override
    public String toString() {
        return sql;
    }
}
