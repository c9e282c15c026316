package dev.connections.sql.mapping;

import dev.connections.rows.Rows;
import dev.connections.rows.RowsBuilder;
import dev.connections.rows.shape.ResultShape;
import dev.connections.sql.SqlOptions;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads JDBC results of one shape into {@link Rows}, which are packed while they are read. Not thread-safe. */
public final class RowsExtractor {

    private final ResultShape columns;

    private final CellReader[] readers;

    private final String sql;

    private final RowsBuilder rows;

    /**
     * @param shape the shape that all results have
     * @param sql the query, for messages
     */
    public RowsExtractor(JdbcShape shape, String sql, SqlOptions options) {
        this.sql = sql;
        this.columns = shape.columns();
        this.rows = new RowsBuilder(columns, options.conversionService(), sql);
        this.readers = new CellReader[columns.columnCount()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = CellReader.of(shape, i);
        }
    }

    /** Reads the rows that follow the current one; does not close the result. */
    public static Rows read(ResultSet rs, JdbcShape shape, String sql, SqlOptions options) throws SQLException {
        RowsExtractor reader = new RowsExtractor(shape, sql, options);
        reader.add(rs);
        return reader.rows();
    }

    /** Reads the rows that follow the current one. */
    public void add(ResultSet rs) throws SQLException {
        while (rs.next()) {
            for (int i = 0; i < readers.length; i++) {
                try {
                    readers[i].read(rs, rows);
                } catch (RuntimeException | SQLException ex) {
                    throw JdbcRows.unreadable(columns.label(i), ex, rs, sql);
                }
            }
            rows.endRow();
        }
    }

    /** Reads all rows. Called once. */
    public Rows rows() {
        return rows.build();
    }
}
