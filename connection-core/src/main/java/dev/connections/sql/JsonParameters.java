package dev.connections.sql;

import tools.jackson.databind.JsonNode;

/** JSON of Jackson's. Loaded only when Jackson is on the class path. */
final class JsonParameters {

    private JsonParameters() {}

    static boolean isJson(Object value) {
        return value instanceof JsonNode;
    }

    static String text(Object json) {
        return json.toString();
    }
}
