/** The type {@code snowflake}: a SQL connection on Snowflake's own driver, and what Snowflake can do beyond SQL. */
@NullMarked
package dev.connections.snowflake;

import org.jspecify.annotations.NullMarked;
