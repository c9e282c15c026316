package dev.connections.files.table;

import dev.connections.rows.JsonCells;
import dev.connections.rows.Rows;
import dev.connections.rows.RowsJacksonModule;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON arrays of objects and JSON Lines by Jackson. Loaded only if Jackson is on the class path. */
final class JsonTables {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new RowsJacksonModule())
            .build();

    private JsonTables() {}

    static Rows read(TableErrors errors, TableSource source, TableFormat format) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        long line = 0;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(source.file()));
                JsonParser parser = MAPPER.createParser(bytes)) {
            JsonToken token = parser.nextToken();
            boolean array = format == TableFormat.JSON;
            if (array) {
                if (token != JsonToken.START_ARRAY) {
                    throw errors.malformed(
                            source.path(),
                            parser.currentTokenLocation().getLineNr(),
                            "it is no JSON array of objects. Is it JSON Lines? Then use format(\"jsonl\")",
                            null);
                }
                token = parser.nextToken();
            }
            while (token != null && !(array && token == JsonToken.END_ARRAY)) {
                line = parser.currentTokenLocation().getLineNr();
                if (token != JsonToken.START_OBJECT) {
                    throw errors.malformed(
                            source.path(),
                            line,
                            array
                                    ? "an element of the array is no object"
                                    : "it is no object. Is the file a JSON array? Then use format(\"json\")",
                            null);
                }
                JsonNode node = parser.readValueAsTree();
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                node.properties().forEach(field -> row.put(field.getKey(), JsonCells.value(field.getValue())));
                rows.add(row);
                token = parser.nextToken();
            }
            if (array && parser.nextToken() != null) {
                throw errors.malformed(
                        source.path(),
                        parser.currentTokenLocation().getLineNr(),
                        "there is more text behind the array",
                        null);
            }
        } catch (JacksonException ex) {
            int at = (ex.getLocation() != null) ? ex.getLocation().getLineNr() : 0;
            throw errors.malformed(
                    source.path(), Math.max(at, line), "it is no valid JSON: " + ex.getOriginalMessage(), ex);
        } catch (IOException ex) {
            throw errors.failed(source.path(), "cannot be read: " + ex.getMessage(), ex);
        }
        return Rows.of(rows);
    }

    static void write(Rows rows, TableFormat format, OutputStream target) throws IOException {
        if (format == TableFormat.JSON) {
            MAPPER.writeValue(new Unclosed(target), rows);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            target.write(MAPPER.writeValueAsBytes(rows.row(i)));
            target.write("\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Jackson closes its target. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
