package dev.connections.rows.mapping;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON columns as Jackson's trees, and as records, maps and lists. */
final class JsonValues {

    /** Whether Jackson is on the class path. */
    static final boolean PRESENT =
            ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper", JsonValues.class.getClassLoader());

    private JsonValues() {}

    /** Returns whether a type is one of Jackson's trees. */
    static boolean isTree(Class<?> type) {
        return type.getName().startsWith("tools.jackson.databind.");
    }

    /** @throws IllegalArgumentException if the text is not JSON of the type, or Jackson is not there */
    static Object parse(String text, TypeDescriptor target) {
        if (!PRESENT) {
            throw new IllegalArgumentException(
                    "a text becomes a " + target + " as JSON only, which needs tools.jackson.core:jackson-databind");
        }
        return Parser.parse(text, target);
    }

    /** A class of its own, so that loading the outer one does not load Jackson. */
    private static final class Parser {

        private static final JsonMapper MAPPER = JsonMapper.shared();

        static Object parse(String text, TypeDescriptor target) {
            Object value;
            try {
                value = MAPPER.readValue(
                        text, MAPPER.constructType(target.getResolvableType().getType()));
            } catch (JacksonException ex) {
                throw new IllegalArgumentException(
                        "the text is not JSON of a " + target + ": " + ex.getOriginalMessage(), ex);
            }
            if (value == null) {
                throw new IllegalArgumentException("the JSON is null, which is not a " + target);
            }
            if (value instanceof List<?> list) {
                return Collections.unmodifiableList(list);
            }
            return value instanceof Map<?, ?> map ? Collections.unmodifiableMap(map) : value;
        }
    }
}
