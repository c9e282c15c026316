package dev.connections.rows;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes {@link Rows} as a JSON array of objects, and a {@link Row} as an object. Jackson finds it by itself
 * ({@code JsonMapper.builder().findAndAddModules()}), and so does Spring Boot.
 */
public final class RowsJacksonModule extends SimpleModule {

    /** Made by Jackson. */
    public RowsJacksonModule() {
        super(RowsJacksonModule.class.getName());
        addSerializer(new RowsSerializer());
        addSerializer(new RowSerializer());
    }

    private static void write(String label, @Nullable Object value, JsonGenerator json, SerializationContext context) {
        json.writeName(label);
        context.writeValue(json, value);
    }

    private static final class RowsSerializer extends StdSerializer<Rows> {

        RowsSerializer() {
            super(Rows.class);
        }

        @Override
        public void serialize(Rows rows, JsonGenerator json, SerializationContext context) {
            rows.shape().requireDistinctLabels("A JSON object");
            json.writeStartArray();
            for (int row = 0; row < rows.size(); row++) {
                json.writeStartObject();
                for (int column = 0; column < rows.columns().size(); column++) {
                    write(rows.columns().get(column), rows.value(row, column), json, context);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static final class RowSerializer extends StdSerializer<Row> {

        RowSerializer() {
            super(Row.class);
        }

        @Override
        public void serialize(Row row, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            row.toMap().forEach((label, value) -> write(label, value, json, context));
            json.writeEndObject();
        }
    }
}
