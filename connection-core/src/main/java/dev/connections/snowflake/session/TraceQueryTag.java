package dev.connections.snowflake.session;

import dev.connections.snowflake.QueryTagConvention;
import dev.connections.snowflake.load.JsonText;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The tag {@code {"tag":…,"connection":…,"trace_id":…,"span_id":…}}, without what there is not, so that
 * {@code try_parse_json(query_tag):trace_id} finds the statements of a trace. The ids are those that the current trace
 * has put into the logging context: Micrometer's tracing under {@code traceId} and {@code spanId}, OpenTelemetry's
 * agent under {@code trace_id} and {@code span_id}. Immutable.
 */
public final class TraceQueryTag implements QueryTagConvention {

    private static final int LONGEST = 2000;

    @Override
    public @Nullable String queryTag(String connection, @Nullable String configured) {
        StringBuilder tag = new StringBuilder("{");
        append(tag, "tag", configured);
        append(tag, "connection", connection);
        append(tag, "trace_id", id("traceId", "trace_id"));
        append(tag, "span_id", id("spanId", "span_id"));
        return (tag.length() < LONGEST) ? tag.append('}').toString() : null;
    }

    private static @Nullable String id(String key, String otherKey) {
        @Nullable String id = MDC.get(key);
        return (id != null) ? id : MDC.get(otherKey);
    }

    private static void append(StringBuilder tag, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            tag.append((tag.length() > 1) ? "," : "").append('"').append(name).append("\":");
            JsonText.quote(tag, value);
        }
    }
}
