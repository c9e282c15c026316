package dev.connections.sql;

import dev.connections.cache.QueryKey;
import dev.connections.cache.ResultCodec;
import dev.connections.cache.ResultReader;
import dev.connections.cache.ResultWriter;
import java.time.ZoneId;
import org.springframework.core.convert.ConversionService;

/** {@link Rows} for other nodes: packed as they are in memory, so that neither side touches a single value. */
final class RowsCodec implements ResultCodec<Rows> {

    private final ConversionService conversionService;

    /** @param conversionService what the rows that are read convert their values with */
    RowsCodec(ConversionService conversionService) {
        this.conversionService = conversionService;
    }

    @Override
    public Class<Rows> type() {
        return Rows.class;
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Rows rows, ResultWriter target) {
        ResultShape shape = rows.shape();
        target.number(rows.size());
        target.text(shape.dialect().name());
        ZoneId zone = shape.times().zone();
        target.text(zone == null ? "" : zone.getId());
        target.number(shape.columnCount());
        for (int i = 0; i < shape.columnCount(); i++) {
            ResultColumn column = shape.column(i);
            target.text(column.label());
            target.text(column.kind().name());
            target.number(column.typeCode());
            target.number(column.typeCodeTells() ? 1 : 0);
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
            ChunkForm.write(chunks[i], rows(i, size), target);
        }
    }

    @Override
    public Rows read(ResultReader source, QueryKey key) {
        int size = source.number(0, Integer.MAX_VALUE);
        SqlDialect dialect = SqlDialect.valueOf(source.text());
        String zone = source.text();
        ResultColumn[] columns = new ResultColumn[source.count(4)];
        Column[] values = new Column[columns.length];
        for (int i = 0; i < columns.length; i++) {
            String label = source.text();
            columns[i] = new ResultColumn(
                    label,
                    label,
                    ColumnKind.valueOf(source.text()),
                    source.number(Integer.MIN_VALUE, Integer.MAX_VALUE),
                    source.number(0, 1) != 0);
            values[i] = readColumn(source, size);
        }
        ResultShape shape = ResultShape.of(dialect, columns, zone.isEmpty() ? null : ZoneId.of(zone));
        return new Rows(shape, values, size, key.query().toString(), conversionService);
    }

    private static Column readColumn(ResultReader source, int size) {
        TextDictionary dictionary = source.number(0, 1) != 0 ? TextDictionary.read(source) : null;
        Chunk[] chunks = new Chunk[source.within((size + Chunk.ROWS - 1L) / Chunk.ROWS)];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = ChunkForm.read(source, rows(i, size), dictionary);
        }
        return new Column(chunks);
    }

    private static int rows(int chunk, int size) {
        return Math.min(Chunk.ROWS, size - chunk * Chunk.ROWS);
    }
}
