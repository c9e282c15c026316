package dev.connections.testing.snowflake;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cuts results into what is in the answer itself and what the driver fetches later. Safe for use by several threads. */
final class Chunks {

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    private volatile int size = 10_000;

    /** Rows in each portion. */
    void size(int rows) {
        size = rows;
    }

    byte @Nullable [] take(String id) {
        return kept.get(id);
    }

    void clear() {
        kept.clear();
    }

    /** Puts all rows into an answer. */
    void write(ResultSet rows, ObjectNode data, String baseUrl) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        data.set("rowtype", ResultJson.columns(meta));
        ArrayNode first = data.putArray("rowset");
        long total = 0;
        while (total < size && rows.next()) {
            ArrayNode row = first.addArray();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                row.add(ResultJson.cell(rows, meta, i));
            }
            total++;
        }
        if (total == size) {
            total += writeRest(rows, meta, data, baseUrl);
        }
        data.put("total", total).put("returned", total).put("queryResultFormat", "json");
    }

    private long writeRest(ResultSet rows, ResultSetMetaData meta, ObjectNode data, String baseUrl)
            throws SQLException {
        long total = 0;
        ArrayNode chunks = Json.MAPPER.createArrayNode();
        boolean more = rows.next();
        while (more) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int count = 0;
            try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
                json.writeStartArray();
                do {
                    json.writeStartArray();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        json.writePOJO(ResultJson.cell(rows, meta, i));
                    }
                    json.writeEndArray();
                    count++;
                    more = rows.next();
                } while (more && count < size);
                json.writeEndArray();
            }
            byte[] whole = bytes.toByteArray();
            // without the outer brackets
            byte[] body = java.util.Arrays.copyOfRange(whole, 1, whole.length - 1);
            String id = UUID.randomUUID().toString();
            kept.put(id, body);
            chunks.addObject()
                    .put("url", baseUrl + "/chunks/" + id)
                    .put("rowCount", count)
                    .put("uncompressedSize", body.length)
                    .put("compressedSize", body.length);
            total += count;
        }
        if (!chunks.isEmpty()) {
            data.set("chunks", chunks);
            data.putObject("chunkHeaders");
            data.put("qrmk", "key");
        }
        return total;
    }
}
