package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads results of one shape into {@link Rows}, packing them as they come. Used by one thread. */
final class RowsReader {

    private final ResultShape shape;
    private final ColumnBuilder[] builders;
    private final String sql;
    private final SqlOptions options;
    private int size;

    /**
     * @param shape the shape that all results have
     * @param sql the query, for messages
     */
    RowsReader(ResultShape shape, String sql, SqlOptions options) {
        this.sql = sql;
        this.options = options;
        this.shape = shape;
        this.builders = new ColumnBuilder[shape.columnCount()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new ColumnBuilder(shape, i, sql);
        }
    }

    /** Reads the rows that follow the current one; does not close the result. */
    static Rows read(ResultSet rs, ResultShape shape, String sql, SqlOptions options) throws SQLException {
        RowsReader reader = new RowsReader(shape, sql, options);
        reader.add(rs);
        return reader.rows();
    }

    /** Reads the rows that follow the current one. */
    void add(ResultSet rs) throws SQLException {
        while (rs.next()) {
            for (ColumnBuilder builder : builders) {
                builder.read(rs);
            }
            size++;
        }
    }

    /** All rows. Called once. */
    Rows rows() {
        Column[] columns = new Column[builders.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = builders[i].build();
        }
        return new Rows(shape, columns, size, sql, options.conversionService());
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
            } catch (RuntimeException | SQLException ex) {
                throw RowPlan.unreadable(label, ex, rs, sql);
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
