package dev.connections.sql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of {@link Rows}, read where it is. */
final class RowView implements Row {

    private final Rows rows;
    private final int row;

    RowView(Rows rows, int row) {
        this.rows = rows;
        this.row = row;
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public @Nullable Object getObject(int column) {
        return rows.value(row, RowAccess.column(rows.shape(), column));
    }

    @Override
    public @Nullable Object getObject(String column) {
        return rows.value(row, RowAccess.column(rows.shape(), column));
    }

    @Override
    public <T> @Nullable T get(int column, Class<T> type) {
        return RowAccess.convert(getObject(column), type, rows.shape().label(column), rows.conversionService());
    }

    @Override
    public <T> @Nullable T get(String column, Class<T> type) {
        return get(RowAccess.column(rows.shape(), column), type);
    }

    @Override
    public Map<String, @Nullable Object> toMap() {
        @Nullable Object[] values = new Object[columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.value(row, i);
        }
        return RowValues.map(rows.shape(), values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that && RowContent.equal(this, that);
    }

    @Override
    public int hashCode() {
        return RowContent.hash(this);
    }

    @Override
    public String toString() {
        return RowContent.toString(this);
    }
}
