package dev.connections.snowflake;

import dev.connections.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * What one statement of a script gave. Immutable.
 *
 * @param rows its rows; {@code null} if it has changed something instead
 * @param changed how many rows it has changed
 */
public record ScriptResult(@Nullable Rows rows, long changed) {}
