/**
 * Bulk loads: writes rows as compressed CSV files to a stage and loads them into a table by {@code COPY}. All types are
 */
@Internal
@NullMarked
package dev.connections.snowflake.load;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
