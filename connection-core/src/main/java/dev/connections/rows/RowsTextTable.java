package dev.connections.rows;

import dev.connections.rows.mapping.TextValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats rows as a small text table. */
final class RowsTextTable {

    private static final int MAX_ROWS = 20;
    private static final int MAX_COLUMNS = 20;
    private static final int MAX_WIDTH = 40;

    private RowsTextTable() {}

    static String of(Rows rows) {
        int shownRows = Math.min(rows.size(), MAX_ROWS);
        int shownColumns = Math.min(rows.columns().size(), MAX_COLUMNS);
        List<String[]> lines = new ArrayList<>();
        for (int row = -1; row < shownRows; row++) {
            String[] cells = new String[shownColumns];
            for (int column = 0; column < shownColumns; column++) {
                cells[column] = cell(row < 0 ? rows.columns().get(column) : rows.value(row, column));
            }
            lines.add(cells);
        }
        StringBuilder table = new StringBuilder();
        int[] widths = widths(lines, shownColumns);
        for (int line = 0; line < lines.size(); line++) {
            append(table, lines.get(line), widths);
            if (line == 0) {
                rule(table, widths);
            }
        }
        return table.append(summary(rows, shownRows, shownColumns)).toString();
    }

    private static String summary(Rows rows, int shownRows, int shownColumns) {
        String summary = rows.size() + (rows.size() == 1 ? " row" : " rows");
        int columns = rows.columns().size();
        return summary
                + (shownRows < rows.size() ? ", the first " + shownRows + " shown" : "")
                + (shownColumns < columns ? ", the first " + shownColumns + " of " + columns + " columns shown" : "");
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof byte[] bytes ? bytes.length + " bytes" : TextValues.of(value);
        text = text.length() > MAX_WIDTH ? text.substring(0, MAX_WIDTH - 1) + "…" : text;
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static int[] widths(List<String[]> lines, int columns) {
        int[] widths = new int[columns];
        for (String[] line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        return widths;
    }

    private static void append(StringBuilder table, String[] cells, int[] widths) {
        for (int i = 0; i < cells.length; i++) {
            table.append(i == 0 ? "" : " | ").append(cells[i]);
            if (i < cells.length - 1) {
                table.append(" ".repeat(widths[i] - cells[i].length()));
            }
        }
        table.append('\n');
    }

    private static void rule(StringBuilder table, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            table.append(i == 0 ? "" : "-+-").append("-".repeat(widths[i]));
        }
        table.append('\n');
    }
}
