package dev.connections.autoconfigure.toml;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * A TOML file as properties, each with the line and column where its statement begins.
 *
 * <p>The properties are those that the same structure gives in YAML: {@code table.key}, {@code array[0]}, an empty text
 * for an empty array or table. A quoted key with other characters than letters, digits, {@code -} and {@code _} stays
 * one key: {@code "a.b"} becomes {@code [a.b]}. Dates and times are given as their text.
 */
final class TomlFile {

    private static final TomlMapper MAPPER = new TomlMapper();

    private static final Pattern PLAIN_KEY = Pattern.compile("[\\p{L}\\p{N}_-]+|\\[.*]");

    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern HEADER = Pattern.compile("(?m)^([ \\t]*\\[{1,2})([\\p{L}\\p{N}_.\\- ]+)]");

    private static final Pattern INTEGER_OF_19_DIGITS =
            Pattern.compile("(?<![^\\s=,\\[])[+-]?\\d(?:_?\\d){18}(?![^\\s,}\\]#]|[ \\t]*=)");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Resource resource;

    TomlFile(Resource resource) {
        this.resource = resource;
    }

    /**
     * Reads the file.
     *
     * @throws TomlFileException if it is not valid TOML
     */
    Map<String, OriginTrackedValue> properties() throws IOException {
        String text = text();
        try {
            return withOrigins(text);
        } catch (JacksonException ex) {
            // people write [connections.größe], which TOML wants in quotes
            String quoted = quotedHeaders(text);
            try {
                return withOrigins(quoted);
            } catch (JacksonException again) {
                throw TomlFileException.invalid(
                        resource, TomlStatements.of(quoted).describe(again));
            }
        }
    }

    private Map<String, OriginTrackedValue> withOrigins(String text) {
        Map<String, OriginTrackedValue> properties = new LinkedHashMap<>();
        Map<String, Object> values = exact(text, parse(text));
        TomlStatements statements = TomlStatements.of(text);
        values.forEach((name, value) -> properties.put(
                name,
                OriginTrackedValue.of(
                        value instanceof BigDecimal decimal ? (Object) decimal.doubleValue() : value,
                        new TextResourceOrigin(resource, statements.next(name)))));
        return properties;
    }

    /** The text with quotes around the names of tables that have other letters than those of a bare key. */
    private static String quotedHeaders(String text) {
        return HEADER.matcher(text)
                .replaceAll(header -> Matcher.quoteReplacement(header.group(1)
                        + Arrays.stream(header.group(2).split("\\."))
                                .map(String::strip)
                                .map(key -> BARE_KEY.matcher(key).matches() ? key : "\"" + key + "\"")
                                .collect(Collectors.joining("."))
                        + "]"));
    }

    private String text() throws IOException {
        try (InputStream in = resource.getInputStream()) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            // Windows editors write one; TOML 1.0 does not know it.
            return (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException ex) {
            throw TomlFileException.invalid(resource, "not encoded in UTF-8");
        }
    }

    /**
     * The values of a document by the names of their properties, in the order of its tables.
     *
     * @throws JacksonException if it is not valid TOML
     */
    static Map<String, Object> parse(String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        MAPPER.readTree(text).forEachEntry((key, value) -> add(child("", key), value, values));
        return values;
    }

    /** Jackson before 3.2 drops digits of integers with 19 digits, but not of decimal numbers. */
    private static Map<String, Object> exact(String text, Map<String, Object> values) {
        Matcher integers = INTEGER_OF_19_DIGITS.matcher(text);
        if (integers.find()) {
            Map<String, Object> decimals = parse(integers.replaceAll("$0e0"));
            values.replaceAll((name, value) -> value instanceof Integer || value instanceof Long
                    ? (decimals.get(name) instanceof BigDecimal decimal) ? decimal.toBigInteger() : value
                    : value);
        }
        return values;
    }

    private static void add(String path, JsonNode node, Map<String, Object> values) {
        if (node.isContainer() && node.isEmpty()) {
            values.put(path, "");
        } else if (node.isObject()) {
            node.forEachEntry((key, value) -> add(child(path, key), value, values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(path + "[" + i + "]", node.get(i), values);
            }
        } else {
            values.put(
                    path,
                    node.isNumber() ? node.numberValue() : node.isBoolean() ? node.booleanValue() : node.stringValue());
        }
    }

    private static String child(String path, String key) {
        if (!PLAIN_KEY.matcher(key).matches()) {
            return path + "[" + key + "]";
        }
        return (path.isEmpty() || key.startsWith("[")) ? path + key : path + "." + key;
    }
}
