package dev.connections.snowflake;

import org.jspecify.annotations.Nullable;

/**
 * Defines the query tag of statements in Snowflake's query history. A bean of this type replaces {@link
 * dev.connections.snowflake.session.TraceQueryTag}. Must be thread-safe.
 */
@FunctionalInterface
public interface QueryTagConvention {

    /**
     * Returns the tag of a statement. Called on the thread that runs it, within its observation.
     *
     * @param connection the connection's name
     * @param configured the configured tag, or {@code null}
     * @return at most 2000 characters, Snowflake's limit; {@code null} for the configured tag only
     */
    @Nullable
    String queryTag(String connection, @Nullable String configured);
}
