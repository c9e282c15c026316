/** Orders in Snowflake. */
@NullMarked
package dev.connections.samples.snowflake;

import org.jspecify.annotations.NullMarked;
