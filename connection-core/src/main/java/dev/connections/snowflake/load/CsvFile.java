package dev.connections.snowflake.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values in memory, compressed as they come. Null is nothing, and a text stands between quotation
 * marks, so that an empty one is not null. Used by one thread, for one file after the other.
 */
final class CsvFile {

    /**
     * What {@code COPY} has to know to read it; nothing is left to defaults, which the parameters of an account may
     * change.
     */
    static final String FORMAT = "type = csv compression = gzip field_delimiter = ',' record_delimiter = '\\n'"
            + " skip_header = 0 field_optionally_enclosed_by = '\"' escape = none escape_unenclosed_field = none"
            + " trim_space = false null_if = () empty_field_as_null = true encoding = 'UTF8'";

    private static final int BUFFER = 64 * 1024;

    private static final int BYTES_OF_CHAR = 3;

    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

    private final Bytes compressed = new Bytes();

    /** The text to encode, in an array: a {@link String} would be encoded char by char. */
    private CharBuffer chars = CharBuffer.allocate(BUFFER);

    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

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
            buffer.put((byte) '"');
            encode(text, true);
            buffer.put((byte) '"');
        } else {
            encode(text, false);
        }
    }

    private void separate() {
        reserve(1);
        if (lineBegun) {
            buffer.put((byte) ',');
        }
        lineBegun = true;
    }

    private void encode(String text, boolean quotesDoubled) {
        if (2 * text.length() > chars.capacity()) {
            chars = CharBuffer.allocate(2 * text.length());
        }
        chars.clear();
        if (quotesDoubled && text.indexOf('"') >= 0) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                chars.put(c);
                if (c == '"') {
                    chars.put(c);
                }
            }
        } else {
            chars.put(text);
        }
        chars.flip();
        if (utf8.reset().encode(chars, buffer, true).isError()) {
            throw new IllegalArgumentException("has half a surrogate pair, which is no text in UTF-8");
        }
    }

    /** Ends a line. */
    void endLine() {
        reserve(1);
        buffer.put((byte) '\n');
        lineBegun = false;
    }

    private void reserve(long bytes) {
        if (bytes > buffer.remaining()) {
            flush();
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocate(Math.toIntExact(bytes));
        }
    }

    private void flush() {
        try {
            if (gzip == null) {
                gzip = new FastGzip(compressed);
            }
            gzip.write(buffer.array(), 0, buffer.position());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        flushed += buffer.position();
        buffer.clear();
    }

    /** How large it is so far, before it is compressed. */
    long size() {
        return flushed + buffer.position();
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
        buffer.clear();
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
