package dev.connections.rest.message;

import dev.connections.rows.JsonCells;
import dev.connections.rows.Rows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Makes rows of a JSON array of objects, or of JSON Lines. Only touched when Jackson is there. */
public final class JsonRows {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Set<String> LINES =
            Set.of("x-ndjson", "ndjson", "jsonl", "x-jsonl", "jsonlines", "x-jsonlines", "json-lines", "x-json-stream");

    /** Jackson detects these itself. */
    private static final Set<Charset> DETECTED = Set.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private JsonRows() {}

    /**
     * @param body the body of the response
     * @param type its content type, or {@code null}
     * @param pointer where the array is
     * @throws IllegalArgumentException if there is none
     */
    public static Rows read(byte[] body, @Nullable MediaType type, String pointer) {
        JsonNode found;
        try {
            found = (isLines(type) ? lines(body, type) : tree(body, type)).at(JsonPointer.compile(pointer));
        } catch (MismatchedInputException ex) {
            throw new IllegalArgumentException(
                    "it is no JSON, or an object in it has two values of one name, or it is JSON Lines with "
                            + "another content type");
        } catch (JacksonException ex) {
            throw new IllegalArgumentException("it is no JSON");
        }
        String where = pointer.isEmpty() ? "the body" : "'" + pointer + "'";
        if (!found.isArray()) {
            throw new IllegalArgumentException(where + " is " + (found.isMissingNode() ? "missing" : article(found)));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(found.size());
        for (JsonNode element : found) {
            if (!element.isObject()) {
                throw new IllegalArgumentException("an element of " + where + " is " + article(element));
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            element.properties().forEach(property -> row.put(property.getKey(), JsonCells.value(property.getValue())));
            rows.add(row);
        }
        return Rows.of(rows);
    }

    private static boolean isLines(@Nullable MediaType type) {
        return type != null && LINES.contains(type.getSubtype().toLowerCase(Locale.ROOT));
    }

    private static JsonNode tree(byte[] body, @Nullable MediaType type) {
        Charset charset = charset(type);
        return (charset == null) ? MAPPER.readTree(body) : MAPPER.readTree(new String(body, charset));
    }

    private static JsonNode lines(byte[] body, @Nullable MediaType type) {
        Charset charset = charset(type);
        ArrayNode all = MAPPER.createArrayNode();
        ObjectReader reader = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        // no MappingIterator: it takes a first array for all lines
        try (JsonParser parser =
                (charset == null) ? reader.createParser(body) : reader.createParser(new String(body, charset))) {
            while (parser.nextToken() != null) {
                JsonNode line = parser.readValueAsTree();
                all.add(line);
            }
        }
        return all;
    }

    private static @Nullable Charset charset(@Nullable MediaType type) {
        Charset charset = (type != null) ? type.getCharset() : null;
        return (charset == null || DETECTED.contains(charset)) ? null : charset;
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
}
