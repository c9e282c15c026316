package dev.connections.snowflake;

import dev.connections.snowflake.session.TraceQueryTag;
import org.jspecify.annotations.Nullable;

/**
 * Says which tag Snowflake's query history shows for a statement. A bean of this type replaces {@link TraceQueryTag}. Safe for use by
 * several threads.
 */
@FunctionalInterface
public interface QueryTagConvention {

    /**
     * The tag of a statement; called on the thread that makes it, within its observation.
     *
     * @param connection the name of the connection
     * @param configured the tag that the connection is configured with, or {@code null}
     * @return at most 2000 characters, the longest that Snowflake takes; {@code null} for the configured one alone
     */
    @Nullable
    String queryTag(String connection, @Nullable String configured);
}
