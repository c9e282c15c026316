/** Auto-configuration of connections of the type {@code snowflake}. */
@NullMarked
package dev.connections.autoconfigure.snowflake;

import org.jspecify.annotations.NullMarked;
