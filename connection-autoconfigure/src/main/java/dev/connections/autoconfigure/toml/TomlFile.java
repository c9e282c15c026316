package dev.connections.autoconfigure.toml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.io.Resource;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A TOML file as properties, each with the line and column where its key stands, or, in an array, its value.
 *
 * <p>The properties are those that the same structure gives in YAML: {@code table.key}, {@code array[0]}, an empty text
 * for an empty array or table. A quoted key with other characters than letters, digits, {@code -} and {@code _} stays
 * one key: {@code "a.b"} becomes {@code [a.b]}. Dates and times are given as ISO 8601 text.
 */
final class TomlFile {

    private static final Pattern PLAIN_KEY = Pattern.compile("[\\p{L}\\p{N}_-]+|\\[.*]");

    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern HEADER = Pattern.compile("(?m)^([ \\t]*\\[{1,2})([\\p{L}\\p{N}_.\\- ]+)]");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Resource resource;

    private List<String> lines = List.of();

    private final Map<String, OriginTrackedValue> properties = new LinkedHashMap<>();

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
        TomlParseResult document = Toml.parse(text);
        if (document.hasErrors()) {
            // people write [connections.größe], which TOML wants in quotes
            document = Toml.parse(quotedHeaders(text));
        }
        if (document.hasErrors()) {
            document = Toml.parse(text);
            throw TomlFileException.invalid(resource, TomlSyntaxErrors.describe(document.errors()));
        }
        lines = text.lines().toList();
        addTable("", document);
        return Collections.unmodifiableMap(properties);
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
            throw TomlFileException.invalid(resource, List.of("not encoded in UTF-8"));
        }
    }

    private void addTable(String path, TomlTable table) {
        for (String key : table.keySet()) {
            List<String> keyPath = List.of(key);
            add(child(path, key), table.get(keyPath), table.inputPositionOf(keyPath));
        }
    }

    private void addArray(String path, TomlArray array) {
        for (int i = 0; i < array.size(); i++) {
            add(path + "[" + i + "]", array.get(i), array.inputPositionOf(i));
        }
    }

    private void add(String path, Object value, TomlPosition position) {
        if (value instanceof TomlTable table && !table.isEmpty()) {
            addTable(path, table);
        } else if (value instanceof TomlArray array && !array.isEmpty()) {
            addArray(path, array);
        } else {
            properties.put(
                    path, OriginTrackedValue.of(plain(value), new TextResourceOrigin(resource, location(position))));
        }
    }

    /**
     * Where the text at a position begins. The parser gives elements of an array the position of the white space and
     * comments before them, and counts from 1 where Boot counts from 0.
     */
    private Location location(TomlPosition position) {
        int line = position.line() - 1;
        int column = position.column() - 1;
        while (line < lines.size()) {
            String text = lines.get(line);
            while (column < text.length() && Character.isWhitespace(text.charAt(column))) {
                column++;
            }
            if (column < text.length() && text.charAt(column) != '#') {
                return new Location(line, column);
            }
            line++;
            column = 0;
        }
        return new Location(position.line() - 1, position.column() - 1);
    }

    private static String child(String path, String key) {
        if (!PLAIN_KEY.matcher(key).matches()) {
            return path + "[" + key + "]";
        }
        return (path.isEmpty() || key.startsWith("[")) ? path + key : path + "." + key;
    }

    private static Object plain(Object value) {
        if (value instanceof TomlTable || value instanceof TomlArray) {
            return "";
        }
        if (value instanceof TemporalAccessor time) {
            return format(time).format(time);
        }
        return value;
    }

    private static DateTimeFormatter format(TemporalAccessor time) {
        if (time instanceof OffsetDateTime) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        }
        if (!time.isSupported(ChronoField.HOUR_OF_DAY)) {
            return DateTimeFormatter.ISO_LOCAL_DATE;
        }
        return time.isSupported(ChronoField.EPOCH_DAY)
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME
                : DateTimeFormatter.ISO_LOCAL_TIME;
    }
}
