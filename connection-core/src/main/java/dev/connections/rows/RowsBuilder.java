package dev.connections.rows;

import dev.connections.rows.chunks.Chunk;
import dev.connections.rows.chunks.ChunkBuilder;
import dev.connections.rows.chunks.ChunkBuilders;
import dev.connections.rows.shape.ResultShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/**
 * Packs {@link Rows} row by row: a value for each column, then {@link #endRow()}. Needs memory for the packed rows and
 * one unpacked chunk only. Not thread-safe.
 */
public final class RowsBuilder {

    private final ResultShape shape;

    private final ConversionService conversionService;

    private final String source;

    private final ChunkBuilder[] filling;

    private final List<List<Chunk>> full = new ArrayList<>();

    private int size;

    private int sizeOfChunk;

    /**
     * @param conversionService what the rows convert values with that do not have the type asked for
     * @param source what the rows come from, such as a query, for the messages of errors; may be empty
     */
    public RowsBuilder(ResultShape shape, ConversionService conversionService, String source) {
        this.shape = shape;
        this.conversionService = conversionService;
        this.source = source;
        this.filling = new ChunkBuilder[shape.columnCount()];
        for (int i = 0; i < filling.length; i++) {
            filling[i] = ChunkBuilders.of(shape.kind(i), shape.isMixed(i));
            full.add(new ArrayList<>());
        }
    }

    /**
     * Adds the value of a column.
     *
     * @param column counted from 0
     * @param value of the class of the column's kind; of any class if the column is mixed
     */
    public void add(int column, @Nullable Object value) {
        filling[column].add(value);
    }

    /** Adds the value of a column of whole numbers, counted from 0. */
    public void addLong(int column, long value) {
        filling[column].addLong(value);
    }

    /** Adds the value of a column of floating-point numbers, counted from 0. */
    public void addDouble(int column, double value) {
        filling[column].addDouble(value);
    }

    /**
     * Ends a row.
     *
     * @throws IllegalStateException if a column was found to have too many or too few values, here or in an earlier row
     */
    public void endRow() {
        size++;
        sizeOfChunk++;
        if (sizeOfChunk == Chunk.ROWS) {
            seal();
        }
    }

    private void seal() {
        for (int i = 0; i < filling.length; i++) {
            if (filling[i].size() != sizeOfChunk) {
                throw new IllegalStateException("The column '" + shape.label(i) + "' has " + filling[i].size()
                        + " values in " + sizeOfChunk + " rows");
            }
            full.get(i).add(filling[i].seal());
        }
        sizeOfChunk = 0;
    }

    /**
     * Returns all rows. Called once, after the last row has been ended.
     *
     * @throws IllegalStateException if a column has too many or too few values
     */
    public Rows build() {
        if (sizeOfChunk > 0) {
            seal();
        }
        Column[] columns = new Column[filling.length];
        for (int i = 0; i < columns.length; i++) {
            filling[i].finish();
            columns[i] = new Column(full.get(i).toArray(Chunk[]::new));
        }
        return new Rows(shape, columns, size, source, conversionService);
    }
}
