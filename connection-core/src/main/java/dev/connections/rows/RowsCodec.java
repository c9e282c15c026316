package dev.connections.rows;

import dev.connections.cache.codec.ResultCodec;
import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.keys.QueryKey;
import dev.connections.rows.chunks.Chunk;
import dev.connections.rows.chunks.ChunkEncoding;
import dev.connections.rows.chunks.TextDictionary;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultColumn;
import dev.connections.rows.shape.ResultShape;
import dev.connections.rows.shape.TimeRules;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.convert.ConversionService;

/** Serializes {@link Rows} in their packed form, so that no single value is converted. */
public final class RowsCodec implements ResultCodec<Rows> {

    private final ConversionService conversionService;

    /** @param conversionService what the rows that are read convert their values with */
    public RowsCodec(ConversionService conversionService) {
        this.conversionService = conversionService;
    }

    @Override
    public Class<Rows> type() {
        return Rows.class;
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public void write(Rows rows, ResultWriter target) {
        ResultShape shape = rows.shape();
        target.number(rows.size());
        ZoneId zone = shape.times().zone();
        target.text(zone == null ? "" : zone.getId());
        target.number(shape.times().epochMillis() ? 1 : 0);
        target.number(shape.columnCount());
        for (int i = 0; i < shape.columnCount(); i++) {
            ResultColumn column = shape.column(i);
            target.text(column.label());
            target.text(column.kind().name());
            target.number(column.mixed() ? 1 : 0);
            write(rows.packed()[i], rows.size(), target);
        }
    }

    private static void write(Column column, int size, ResultWriter target) {
        TextDictionary dictionary = column.dictionary();
        target.number(dictionary != null ? 1 : 0);
        if (dictionary != null) {
            dictionary.write(target);
        }
        Chunk[] chunks = column.chunks();
        for (int i = 0; i < chunks.length; i++) {
            ChunkEncoding.write(chunks[i], rows(i, size), target);
        }
    }

    @Override
    public Rows read(ResultReader source, QueryKey key) {
        int size = source.number(0, Integer.MAX_VALUE);
        String zone = source.text();
        TimeRules times = TimeRules.of(zone.isEmpty() ? null : ZoneId.of(zone));
        boolean epochMillis = source.number(0, 1) != 0;
        Column[] values = new Column[source.count(3)];
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            columns.add(new ResultColumn(source.text(), ColumnKind.valueOf(source.text()), source.number(0, 1) != 0));
            values[i] = readColumn(source, size);
        }
        ResultShape shape = ResultShape.of(columns, epochMillis ? times.withEpochMillis() : times);
        return new Rows(shape, values, size, key.query().toString(), conversionService);
    }

    private static Column readColumn(ResultReader source, int size) {
        TextDictionary dictionary = source.number(0, 1) != 0 ? TextDictionary.read(source) : null;
        Chunk[] chunks = new Chunk[source.within((size + Chunk.ROWS - 1L) / Chunk.ROWS)];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = ChunkEncoding.read(source, rows(i, size), dictionary);
        }
        return new Column(chunks);
    }

    private static int rows(int chunk, int size) {
        return Math.min(Chunk.ROWS, size - chunk * Chunk.ROWS);
    }
}
