/** The Snowpark session beside a connection pool: opened on demand, checked and replaced. All types are internal. */
@NullMarked
package dev.connections.snowflake.snowpark;

import org.jspecify.annotations.NullMarked;
