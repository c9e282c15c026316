package dev.connections.files.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.connections.files.CsvOptions;
import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.rows.mapping.TextValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV by FastCSV. An empty text is quoted to distinguish it from {@code null}. Stateless. */
final class CsvTableWriter {

    private CsvTableWriter() {}

    static void write(Rows rows, TableFormat format, CsvOptions options, Writer target) throws IOException {
        Character given = options.delimiter();
        char delimiter = (given != null) ? given : (format == TableFormat.TSV) ? '\t' : ',';
        int width = rows.columns().size();
        try {
            CsvWriter writer = CsvWriter.builder()
                    .fieldSeparator(delimiter)
                    .quoteCharacter(options.quote())
                    .quoteStrategy(QuoteStrategies.EMPTY)
                    .lineDelimiter(LineDelimiter.LF)
                    .build(target);
            if (options.hasHeader()) {
                writer.writeRecord(rows.columns());
            }
            @Nullable String[] fields = new String[width];
            for (Row row : rows) {
                for (int i = 0; i < width; i++) {
                    Object value = row.getObject(i);
                    fields[i] = (value == null) ? null : TextValues.of(value);
                }
                writer.writeRecord(fields);
            }
            writer.flush();
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
    }
}
