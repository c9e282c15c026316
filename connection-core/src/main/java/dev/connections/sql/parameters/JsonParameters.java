package dev.connections.sql.parameters;

import java.util.Map;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds values that are written as JSON: Jackson's trees, maps and records. Loaded only if Jackson is on the class
 * path.
 */
final class JsonParameters {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonParameters() {}

    static boolean isJson(Object value) {
        return value instanceof TreeNode || value instanceof Map || value instanceof Record;
    }

    static String text(Object json) {
        return MAPPER.writeValueAsString(json);
    }
}
