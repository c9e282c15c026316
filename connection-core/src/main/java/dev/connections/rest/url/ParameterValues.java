package dev.connections.rest.url;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;
import tools.jackson.databind.JsonNode;

/** The texts of a parameter's value: none for {@code null}, several for a list or an array, one for anything else. */
public final class ParameterValues {

    private static final boolean JACKSON_PRESENT =
            ClassUtils.isPresent("tools.jackson.databind.JsonNode", ParameterValues.class.getClassLoader());

    private final String name;

    private final List<String> texts = new ArrayList<>();

    private ParameterValues(String name) {
        this.name = name;
    }

    /** @throws InvalidDataAccessApiUsageException if the value has no text that a server could read */
    static List<String> of(String name, @Nullable Object value) {
        ParameterValues values = new ParameterValues(name);
        values.add(value);
        return values.texts;
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof CharSequence || value instanceof Number || value instanceof Path) {
            texts.add(value.toString());
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (value instanceof OptionalInt optional) {
            optional.ifPresent(this::add);
        } else if (value instanceof OptionalLong optional) {
            optional.ifPresent(this::add);
        } else if (value instanceof OptionalDouble optional) {
            optional.ifPresent(this::add);
        } else if (JACKSON_PRESENT && Json.isNode(value)) {
            Json.add(value, this);
        } else if (value instanceof Iterable<?> several) {
            several.forEach(this::add);
        } else if (value instanceof BaseStream<?, ?> several) {
            several.iterator().forEachRemaining(this::add);
        } else if (value instanceof Iterator<?> several) {
            several.forEachRemaining(this::add);
        } else if (value.getClass().isArray()) {
            addArray(value);
        } else if (value instanceof Map<?, ?>) {
            throw unreadable("is a map: set a parameter for each of its entries");
        } else {
            texts.add(
                    (value.getClass() == Date.class)
                            ? ((Date) value).toInstant().toString()
                            : value.toString());
        }
    }

    private void addArray(Object array) {
        if (array instanceof char[] characters) {
            texts.add(new String(characters));
        } else if (array instanceof byte[]) {
            throw unreadable("is an array of bytes: encode it as a text, such as Base64");
        } else {
            Arrays.stream(ObjectUtils.toObjectArray(array)).forEach(this::add);
        }
    }

    private InvalidDataAccessApiUsageException unreadable(String why) {
        return new InvalidDataAccessApiUsageException("the value of '" + name + "' " + why);
    }

    /** Only touched when Jackson is there. */
    private static final class Json {

        static boolean isNode(Object value) {
            return value instanceof JsonNode;
        }

        static void add(Object value, ParameterValues target) {
            JsonNode node = (JsonNode) value;
            if (node.isArray()) {
                node.forEach(target::add);
            } else if (node.isObject()) {
                target.texts.add(node.toString());
            } else if (!node.isNull() && !node.isMissingNode()) {
                target.texts.add(node.asString());
            }
        }
    }
}
