package dev.connections.testing.snowflake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values, as {@code COPY} reads it: fields may stand between quotation marks, in which they hold
 * anything; an empty field without them is null. Lines end with a line feed.
 */
final class CsvLines implements AutoCloseable {

    private final BufferedReader reader;

    CsvLines(Path file) throws IOException {
        boolean zipped = file.toString().endsWith(".gz");
        this.reader = new BufferedReader(new InputStreamReader(
                zipped ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file),
                StandardCharsets.UTF_8));
    }

    /** The fields of the next line; {@code null} after the last. */
    @Nullable
    List<@Nullable String> next() {
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            List<@Nullable String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean enclosed = false;
            for (; ; c = reader.read()) {
                if (c == '"' && field.isEmpty() && !enclosed) {
                    enclosed = true;
                    readEnclosed(field);
                } else if (c == ',' || c == '\n' || c < 0) {
                    fields.add(!enclosed && field.isEmpty() ? null : field.toString());
                    field.setLength(0);
                    enclosed = false;
                    if (c != ',') {
                        return fields;
                    }
                } else {
                    field.append((char) c);
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void readEnclosed(StringBuilder field) throws IOException {
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '"') {
                reader.mark(1);
                if (reader.read() != '"') {
                    reader.reset();
                    return;
                }
            }
            field.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
