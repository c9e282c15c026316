package dev.connections.rows;

import dev.connections.rows.mapping.CellHandles;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Method handles that read the cells of {@link Rows}. */
final class RowCellHandles extends CellHandles {

    static final RowCellHandles INSTANCE = new RowCellHandles();

    private RowCellHandles() {
        super(RowCursor.class, RowCells.class, MethodHandles.lookup());
    }

    @Override
    public MethodHandle value(ResultShape shape, int column) {
        return MethodHandles.insertArguments(find("value", Object.class, int.class), 1, column);
    }

    @Override
    public MethodHandle values(ResultShape shape) {
        return MethodHandles.insertArguments(find("values", Object[].class, int.class), 1, shape.columnCount());
    }

    @Override
    public boolean hasGetters(ColumnKind kind) {
        return true;
    }

    @Override
    public boolean readsFlagsAsNumbers() {
        return false;
    }
}
