package dev.connections.snowflake;

import dev.connections.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * The result of one statement of a script. Immutable.
 *
 * @param rows the rows; {@code null} for a statement without a result set
 * @param changed the number of rows changed
 */
public record ScriptResult(@Nullable Rows rows, long changed) {}
