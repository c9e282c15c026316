/** The Snowpark session beside a connection pool: opened on demand, checked and replaced. */
@Internal
@NullMarked
package dev.connections.snowflake.snowpark;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
