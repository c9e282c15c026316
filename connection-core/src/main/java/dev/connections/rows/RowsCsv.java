package dev.connections.rows;

import dev.connections.rows.mapping.TextValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes rows as comma-separated values (RFC 4180). */
final class RowsCsv {

    private RowsCsv() {}

    static void write(Rows rows, Appendable out) {
        int width = rows.columns().size();
        try {
            for (int column = 0; column < width; column++) {
                field(out, column, rows.columns().get(column));
            }
            out.append("\r\n");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < width; column++) {
                    field(out, column, rows.value(row, column));
                }
                out.append("\r\n");
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void field(Appendable out, int column, @Nullable Object value) throws IOException {
        if (column > 0) {
            out.append(',');
        }
        if (value != null) {
            String text = TextValues.of(value);
            out.append(needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
    }

    /** An empty text is quoted to distinguish it from null. */
    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return text.isEmpty();
    }
}
