package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.DataRetrievalFailureException;

/** Reads a whole result into {@link Rows}, packing it as it goes. */
final class RowsReader {

    private RowsReader() {}

    /**
     * Reads the rows that follow the current one; does not close the result.
     *
     * @param sql the query, for messages
     */
    static Rows read(ResultSet rs, String sql, ConversionService conversionService) throws SQLException {
        ResultShape shape = ResultShape.of(rs);
        ColumnBuilder[] builders = new ColumnBuilder[shape.columnCount()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new ColumnBuilder(shape, i, sql);
        }
        int size = 0;
        while (rs.next()) {
            for (ColumnBuilder builder : builders) {
                builder.read(rs);
            }
            size++;
        }
        Column[] columns = new Column[builders.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = builders[i].build();
        }
        return new Rows(shape, columns, size, sql, conversionService);
    }

    private static final class ColumnBuilder {

        private final int index;
        private final String label;
        private final String sql;
        private final ChunkBuilder filling;
        private final List<Chunk> full = new ArrayList<>();

        ColumnBuilder(ResultShape shape, int index, String sql) {
            this.label = shape.label(index);
            this.sql = sql;
            this.index = index;
            this.filling = ChunkBuilders.of(shape, index);
        }

        void read(ResultSet rs) throws SQLException {
            try {
                filling.read(rs, index);
            } catch (RuntimeException ex) {
                throw new DataRetrievalFailureException(
                        "Column '" + label + "' cannot be read: " + ex.getMessage() + RowPlan.of(sql), ex);
            }
            if (filling.size() == Chunk.ROWS) {
                full.add(filling.seal());
            }
        }

        Column build() {
            if (filling.size() > 0) {
                full.add(filling.seal());
            }
            filling.finish();
            return new Column(full.toArray(Chunk[]::new));
        }
    }
}
