package dev.connections.rows;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A column of {@link Rows} as a list. */
final class ColumnView<T> extends AbstractList<@Nullable T> implements RandomAccess {

    private final Rows rows;
    private final int column;
    private final Class<T> type;

    ColumnView(Rows rows, int column, Class<T> type) {
        this.rows = rows;
        this.column = column;
        this.type = type;
    }

    @Override
    public @Nullable T get(int row) {
        Object value = rows.value(Objects.checkIndex(row, rows.size()), column);
        return RowAccess.convert(value, type, rows.shape(), column, rows.conversionService());
    }

    @Override
    public int size() {
        return rows.size();
    }
}
