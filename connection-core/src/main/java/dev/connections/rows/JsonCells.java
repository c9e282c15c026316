package dev.connections.rows;

import dev.connections.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values of cells from JSON. Loaded only if Jackson is on the class path. */
@Internal
public final class JsonCells {

    private JsonCells() {}

    /** Returns the value of a node. An object or an array stays JSON text. */
    public static @Nullable Object value(JsonNode node) {
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
        return node.isBigInteger() ? node.bigIntegerValue() : node.decimalValue();
    }
}
