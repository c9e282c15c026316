package dev.connections.rest;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of responses: decompressed, and no more than is allowed. */
final class ResponseBody {

    private static final int BUFFER = 8192;

    private ResponseBody() {}

    /** Whether a body with this {@code Content-Encoding} can be {@linkplain #decoded decoded}. */
    static boolean isDecodable(@Nullable String encoding) {
        return isGzip(encoding) || isDeflate(encoding);
    }

    private static boolean isGzip(@Nullable String encoding) {
        String lower = (encoding == null) ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return lower.equals("gzip") || lower.equals("x-gzip");
    }

    private static boolean isDeflate(@Nullable String encoding) {
        return encoding != null && encoding.strip().equalsIgnoreCase("deflate");
    }

    /** The decompressed body. An empty body is empty whatever the encoding is, as of responses to HEAD and of 204. */
    static InputStream decoded(InputStream body, @Nullable String encoding) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(body, 1);
        int first = peeked.read();
        if (first < 0) {
            return peeked;
        }
        peeked.unread(first);
        return isGzip(encoding) ? new GZIPInputStream(peeked, BUFFER) : new InflaterInputStream(peeked);
    }

    /**
     * Reads all of a body.
     *
     * @throws ResponseTooLargeException if it is larger than the limit
     */
    static byte[] read(InputStream body, long limit) throws IOException {
        InputStream bounded = bounded(body, limit);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bounded.transferTo(bytes);
        return bytes.toByteArray();
    }

    /** The same body, which fails where it exceeds the limit. */
    static InputStream bounded(InputStream body, long limit) {
        return new Bounded(body, limit);
    }

    private static final class Bounded extends FilterInputStream {

        private final long limit;

        private long left;

        Bounded(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count((read < 0) ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long read) throws ResponseTooLargeException {
            left -= read;
            if (left < 0) {
                throw new ResponseTooLargeException(limit);
            }
        }
    }
}
