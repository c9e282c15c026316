package dev.connections.rows;

/** A position in {@link Rows} that a mapping reads from. Not thread-safe. */
final class RowCursor {

    private final Column[] columns;
    private int row = -1;

    RowCursor(Column[] columns) {
        this.columns = columns;
    }

    void moveTo(int newRow) {
        row = newRow;
    }

    Column column(int index) {
        return columns[index];
    }

    int row() {
        return row;
    }
}
