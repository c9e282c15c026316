package dev.connections.testing.snowflake;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters that come with each login and each result. The driver fails without those for formats and memory. */
final class SessionParameters {

    private SessionParameters() {}

    static void write(Session session, ObjectNode data) {
        ArrayNode parameters = data.putArray("parameters");
        of(session)
                .forEach((name, value) ->
                        parameters.addObject().put("name", name).putPOJO("value", value));
    }

    private static Map<String, Object> of(Session session) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("AUTOCOMMIT", true);
        parameters.put("CLIENT_SESSION_KEEP_ALIVE", false);
        parameters.put("CLIENT_TELEMETRY_ENABLED", false);
        parameters.put("CLIENT_PREFETCH_THREADS", 2);
        parameters.put("CLIENT_MEMORY_LIMIT", 512);
        parameters.put("CLIENT_RESULT_CHUNK_SIZE", 16);
        parameters.put("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", 10_000_000);
        parameters.put("CLIENT_TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_LTZ");
        parameters.put("CLIENT_HONOR_CLIENT_TZ_FOR_TIMESTAMP_NTZ", true);
        parameters.put("CLIENT_RESULT_COLUMN_CASE_INSENSITIVE", false);
        parameters.put("CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX", false);
        parameters.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        parameters.put("JDBC_RS_COLUMN_CASE_INSENSITIVE", false);
        parameters.put("JDBC_TREAT_DECIMAL_AS_INT", true);
        parameters.put("JDBC_USE_SESSION_TIMEZONE", true);
        parameters.put("TIMEZONE", "Etc/UTC");
        parameters.put("BINARY_OUTPUT_FORMAT", "HEX");
        parameters.put("DATE_OUTPUT_FORMAT", "YYYY-MM-DD");
        parameters.put("TIME_OUTPUT_FORMAT", "HH24:MI:SS");
        parameters.put("TIMESTAMP_OUTPUT_FORMAT", "DY, DD MON YYYY HH24:MI:SS TZHTZM");
        parameters.put("TIMESTAMP_NTZ_OUTPUT_FORMAT", "");
        parameters.put("TIMESTAMP_LTZ_OUTPUT_FORMAT", "");
        parameters.put("TIMESTAMP_TZ_OUTPUT_FORMAT", "");
        parameters.put("QUERY_TAG", "");
        parameters.put("SNOWPARK_LAZY_ANALYSIS", true);
        parameters.put("SNOWPARK_HIDE_INTERNAL_ALIAS", true);
        parameters.put("SNOWPARK_USE_SCOPED_TEMP_OBJECTS", false);
        parameters.put("SNOWPARK_REQUEST_TIMEOUT_IN_SECONDS", 86_400);
        parameters.keySet().forEach(name -> {
            String set = session.setting(name);
            if (set != null) {
                parameters.put(name, typed(parameters.get(name), set));
            }
        });
        return parameters;
    }

    private static Object typed(Object like, String text) {
        if (like instanceof Boolean) {
            return Boolean.valueOf(text);
        }
        return (like instanceof Integer) ? (Object) Integer.valueOf(text) : text;
    }
}
