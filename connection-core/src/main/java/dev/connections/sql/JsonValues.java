package dev.connections.sql;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON columns as Jackson's tree. Only {@link #parse} needs Jackson, and only who has it can ask for it. */
final class JsonValues {

    private JsonValues() {}

    static boolean isJson(Class<?> type) {
        return type.getName().equals("tools.jackson.databind.JsonNode");
    }

    static Object parse(String text) {
        return Parser.parse(text);
    }

    /** A class of its own, so that loading the outer one does not load Jackson. */
    private static final class Parser {

        private static final JsonMapper MAPPER = JsonMapper.shared();

        static JsonNode parse(String text) {
            return MAPPER.readTree(text);
        }
    }
}
