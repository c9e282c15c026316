package dev.connections.snowflake.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * JSON of maps, lists and simple values, RFC 8259. A text at the top is a document already, and so is a node of
 * Jackson's.
 */
public final class JsonText {

    private static final @Nullable Class<?> NODE = node();

    private JsonText() {}

    private static @Nullable Class<?> node() {
        String name = "tools.jackson.databind.JsonNode";
        ClassLoader loader = JsonText.class.getClassLoader();
        return ClassUtils.isPresent(name, loader) ? ClassUtils.resolveClassName(name, loader) : null;
    }

    static String document(Object value) {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        if (value == null || value instanceof Boolean || (NODE != null && NODE.isInstance(value))) {
            out.append(value);
        } else if (value instanceof Number number) {
            append(out, number);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                quote(out, String.valueOf(entry.getKey()));
                out.append(':');
                append(out, entry.getValue());
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> elements) {
            String separator = "";
            out.append('[');
            for (Object element : elements) {
                out.append(separator);
                append(out, element);
                separator = ",";
            }
            out.append(']');
        } else {
            quote(out, String.valueOf(LoadText.of(value, LoadType.TEXT)));
        }
    }

    private static void append(StringBuilder out, Number number) {
        if (!Double.isFinite(number.doubleValue()) && (number instanceof Double || number instanceof Float)) {
            throw new IllegalArgumentException("holds " + number + ", which JSON does not know");
        }
        out.append(number);
    }

    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
