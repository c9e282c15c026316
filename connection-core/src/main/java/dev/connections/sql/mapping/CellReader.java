package dev.connections.sql.mapping;

import dev.connections.rows.Rows;
import dev.connections.rows.RowsBuilder;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.sql.dialect.SqlDialect;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one column of a result set's current row into {@link Rows}. */
@FunctionalInterface
interface CellReader {

    void read(ResultSet rs, RowsBuilder rows) throws SQLException;

    /** @param column counted from 0 */
    static CellReader of(JdbcShape shape, int column) {
        ColumnKind kind = shape.columns().kind(column);
        int index = column + 1;
        SqlDialect dialect = shape.dialect();
        // what is added most often without the detour through an object
        return switch (shape.columns().isMixed(column) ? ColumnKind.OBJECT : kind) {
            case INT ->
                (rs, rows) -> {
                    int value = rs.getInt(index);
                    addLong(rows, column, value, value == 0 && rs.wasNull());
                };
            case LONG ->
                (rs, rows) -> {
                    long value = rs.getLong(index);
                    addLong(rows, column, value, value == 0 && rs.wasNull());
                };
            case FLOAT ->
                (rs, rows) -> {
                    float value = rs.getFloat(index);
                    addDouble(rows, column, value, JdbcCells.mayBeNull(value) && rs.wasNull());
                };
            case DOUBLE ->
                (rs, rows) -> {
                    double value = rs.getDouble(index);
                    addDouble(rows, column, value, JdbcCells.mayBeNull(value) && rs.wasNull());
                };
            case TEXT, JSON, BITS -> (rs, rows) -> rows.add(column, rs.getString(index));
            default -> (rs, rows) -> rows.add(column, JdbcCells.value(rs, column, kind, dialect));
        };
    }

    private static void addLong(RowsBuilder rows, int column, long value, boolean isNull) {
        if (isNull) {
            rows.add(column, null);
        } else {
            rows.addLong(column, value);
        }
    }

    private static void addDouble(RowsBuilder rows, int column, double value, boolean isNull) {
        if (isNull) {
            rows.add(column, null);
        } else {
            rows.addDouble(column, value);
        }
    }
}
