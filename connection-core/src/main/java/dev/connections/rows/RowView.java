package dev.connections.rows;

import dev.connections.rows.shape.ResultShape;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** A row of {@link Rows} that reads its values from their columns. */
final class RowView extends ShapedRow {

    private final Rows rows;
    private final int row;

    RowView(Rows rows, int row) {
        this.rows = rows;
        this.row = row;
    }

    @Override
    ResultShape shape() {
        return rows.shape();
    }

    @Override
    ConversionService conversionService() {
        return rows.conversionService();
    }

    @Override
    String sql() {
        return rows.sql();
    }

    @Override
    @Nullable
    Object value(int column) {
        return rows.value(row, column);
    }
}
