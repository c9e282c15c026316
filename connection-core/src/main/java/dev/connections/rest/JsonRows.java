package dev.connections.rest;

import dev.connections.sql.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes rows of a JSON array of objects. Only touched when Jackson is there. */
final class JsonRows {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonRows() {}

    /**
     * @param pointer where the array is
     * @throws IllegalArgumentException if there is none
     */
    static Rows read(byte[] json, String pointer) {
        JsonNode found;
        try {
            found = MAPPER.readTree(json).at(JsonPointer.compile(pointer));
        } catch (JacksonException ex) {
            throw new IllegalArgumentException("it is no JSON");
        }
        String where = pointer.isEmpty() ? "the answer" : "'" + pointer + "'";
        if (!found.isArray()) {
            throw new IllegalArgumentException(where + " is " + (found.isMissingNode() ? "missing" : article(found)));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(found.size());
        for (JsonNode element : found) {
            if (!element.isObject()) {
                throw new IllegalArgumentException("an element of " + where + " is " + article(element));
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            element.properties().forEach(property -> row.put(property.getKey(), value(property.getValue())));
            rows.add(row);
        }
        return Rows.of(rows);
    }

    private static String article(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** What has parts of its own stays JSON. */
    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            case NUMBER -> number(node);
            default -> node.toString();
        };
    }

    private static Object number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isLong()) {
            return node.longValue();
        }
        return node.isBigInteger() ? node.bigIntegerValue() : node.doubleValue();
    }
}
