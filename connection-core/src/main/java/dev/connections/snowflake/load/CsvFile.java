package dev.connections.snowflake.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values in memory, compressed as they come. Null is nothing, and a text stands between quotation marks, so that an
 * empty one is not null. Used by one thread, for one file after the other.
 */
final class CsvFile {

    /** What {@code COPY} has to know to read it; nothing is left to defaults, which the parameters of an account may change. */
    static final String FORMAT = "type = csv compression = gzip field_delimiter = ',' record_delimiter = '\\n'"
            + " skip_header = 0 field_optionally_enclosed_by = '\"' escape = none escape_unenclosed_field = none"
            + " trim_space = false null_if = () empty_field_as_null = true encoding = 'UTF8'";

    private static final int BUFFER = 64 * 1024;

    private static final int BYTES_OF_CHAR = 3;

    private final Bytes compressed = new Bytes();

    private byte[] buffer = new byte[BUFFER];

    private int filled;

    private long flushed;

    private boolean lineBegun;

    private @Nullable GZIPOutputStream gzip;

    /** Adds a field that needs no quotation marks, or null. */
    void field(@Nullable String text, boolean quoted) {
        separate();
        if (text == null) {
            return;
        }
        reserve((long) text.length() * BYTES_OF_CHAR + 2L);
        if (quoted) {
            quoted(text);
        } else {
            ascii(text);
        }
    }

    private void separate() {
        reserve(1);
        if (lineBegun) {
            buffer[filled++] = ',';
        }
        lineBegun = true;
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            buffer[filled++] = (byte) text.charAt(i);
        }
    }

    private void quoted(String text) {
        buffer[filled++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                buffer[filled++] = '"';
                buffer[filled++] = '"';
            } else if (c < 0x80) {
                buffer[filled++] = (byte) c;
            } else if (c < 0x800) {
                buffer[filled++] = (byte) (0xC0 | c >> 6);
                buffer[filled++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                buffer[filled++] = (byte) (0xE0 | c >> 12);
                buffer[filled++] = (byte) (0x80 | c >> 6 & 0x3F);
                buffer[filled++] = (byte) (0x80 | c & 0x3F);
            } else {
                pair(c, (++i < text.length()) ? text.charAt(i) : ' ');
            }
        }
        buffer[filled++] = '"';
    }

    private void pair(char high, char low) {
        if (!Character.isSurrogatePair(high, low)) {
            throw new IllegalArgumentException("has half a surrogate pair, which is no text in UTF-8");
        }
        int point = Character.toCodePoint(high, low);
        buffer[filled++] = (byte) (0xF0 | point >> 18);
        buffer[filled++] = (byte) (0x80 | point >> 12 & 0x3F);
        buffer[filled++] = (byte) (0x80 | point >> 6 & 0x3F);
        buffer[filled++] = (byte) (0x80 | point & 0x3F);
    }

    /** Ends a line. */
    void endLine() {
        reserve(1);
        buffer[filled++] = '\n';
        lineBegun = false;
    }

    private void reserve(long bytes) {
        if (bytes > buffer.length - filled) {
            flush();
        }
        if (bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.toIntExact(bytes));
        }
    }

    private void flush() {
        try {
            if (gzip == null) {
                gzip = new FastGzip(compressed);
            }
            gzip.write(buffer, 0, filled);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        flushed += filled;
        filled = 0;
    }

    /** How large it is so far, before it is compressed. */
    long size() {
        return flushed + filled;
    }

    /** Ends the file: it can be read until {@link #clear}. */
    InputStream finish() {
        flush();
        try {
            gzip.finish();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return compressed.read();
    }

    /** How large it is, compressed. */
    int compressedSize() {
        return compressed.size();
    }

    /** Begins another file. */
    void clear() {
        close();
        compressed.reset();
        flushed = 0;
        filled = 0;
        lineBegun = false;
    }

    /** Frees what the compression holds outside the heap. */
    void close() {
        if (gzip != null) {
            try {
                gzip.close();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
            gzip = null;
        }
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Lets its bytes be read where they are. */
    private static final class Bytes extends ByteArrayOutputStream {

        InputStream read() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
