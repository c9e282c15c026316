package dev.connections.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Reads the cells of {@link Rows}. */
final class RowCellHandles extends CellHandles {

    static final RowCellHandles INSTANCE = new RowCellHandles();

    private RowCellHandles() {
        super(RowCursor.class, RowCells.class, MethodHandles.lookup());
    }

    @Override
    MethodHandle value(ResultShape shape, int column) {
        return MethodHandles.insertArguments(find("value", Object.class, int.class), 1, column);
    }

    @Override
    MethodHandle values(ResultShape shape) {
        return MethodHandles.insertArguments(find("values", Object[].class, int.class), 1, shape.columnCount());
    }

    @Override
    boolean hasGetters(ColumnKind kind) {
        return true;
    }

    @Override
    boolean readsFlagsAsNumbers() {
        return false;
    }
}
