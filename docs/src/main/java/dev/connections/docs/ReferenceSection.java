package dev.connections.docs;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One table of the configuration reference: the properties below one prefix, shown as those of a connection. */
final class ReferenceSection {

    static final String COMMON = "connections.defaults";

    private final String prefix;

    private final Map<String, Map<?, ?>> properties = new TreeMap<>();

    ReferenceSection(String prefix) {
        this.prefix = prefix;
    }

    boolean holds(String name) {
        return name.startsWith(prefix + ".");
    }

    void add(String name, Map<?, ?> property) {
        properties.put(name.substring(prefix.length() + 1), property);
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    void writeTo(StringBuilder out) {
        out.append("== ").append(title()).append("\n\n");
        out.append("[cols=\"5,2,2,6\",options=\"header\"]\n|===\n|Property |Type |Default |Description\n");
        properties.forEach((key, property) -> {
            out.append("\n|").append(code("connections.<name>." + key));
            out.append("\n|").append(code(shortType(String.valueOf(property.get("type")))));
            out.append("\n|").append(defaultValue(property.get("defaultValue")));
            out.append("\n|").append(text(String.valueOf(property.get("description"))));
            out.append('\n');
        });
        out.append("|===\n\n");
    }

    private String title() {
        return prefix.equals(COMMON) ? "Every connection" : "Type `" + prefix.substring(COMMON.length() + 1) + "`";
    }

    private static String defaultValue(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Collection<?> values) {
            return code(values.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return code(String.valueOf(value));
    }

    /** A type without its packages: {@code Map<String,String>}. */
    static String shortType(String type) {
        return type.replaceAll("[\\w.]+[.$]([A-Z])", "$1");
    }

    private static String code(String text) {
        return "`+" + text.replace("|", "\\|") + "+`";
    }

    private static String text(String text) {
        return "pass:c[" + text.replace("]", "\\]").replace("|", "\\|") + "]";
    }
}
