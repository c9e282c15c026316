package dev.connections.rest.message;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;

/** Reads the bodies of responses: decompressed, and no more than is allowed. */
public final class ResponseBody {

    private static final int BUFFER = 8192;

    private static final Set<String> COMPRESSIONS =
            Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz");

    private static final int ZLIB_HEADER = 2;

    private static final int MOST_CODINGS = 3;

    private ResponseBody() {}

    /**
     * The compressions of a {@code Content-Encoding}, in the order in which they were applied. Servers name other
     * things there, such as {@code utf-8} or {@code aws-chunked}.
     */
    public static List<String> codings(@Nullable String encoding) {
        return (encoding == null)
                ? List.of()
                : Arrays.stream(encoding.split(","))
                        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                        .filter(COMPRESSIONS::contains)
                        .toList();
    }

    /** Whether a body with these codings can be {@linkplain #decoded decoded}. */
    public static boolean isDecodable(List<String> codings) {
        return !codings.isEmpty()
                && codings.size() <= MOST_CODINGS
                && codings.stream().allMatch(coding -> isGzip(coding) || coding.equals("deflate"));
    }

    private static boolean isGzip(String coding) {
        return coding.equals("gzip") || coding.equals("x-gzip");
    }

    /** The decompressed body. An empty body is empty whatever the codings are, as of responses to HEAD and of 204. */
    public static InputStream decoded(InputStream body, List<String> codings) throws IOException {
        InputStream decoded = body;
        for (int i = codings.size() - 1; i >= 0; i--) {
            decoded = decoded(decoded, codings.get(i));
        }
        return decoded;
    }

    private static InputStream decoded(InputStream body, String coding) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(body, ZLIB_HEADER);
        byte[] start = peeked.readNBytes(ZLIB_HEADER);
        peeked.unread(start);
        if (start.length == 0) {
            return peeked;
        }
        return isGzip(coding)
                ? new GZIPInputStream(peeked, BUFFER)
                : new InflaterInputStream(peeked, new Inflater(!isZlib(start)));
    }

    /** Some servers send deflate without the header that RFC 9110 requires; browsers read it, too. */
    private static boolean isZlib(byte[] start) {
        return start.length == ZLIB_HEADER
                && (start[0] & 0x0F) == Deflater.DEFLATED
                && (((start[0] & 0xFF) << 8) + (start[1] & 0xFF)) % 31 == 0;
    }

    /** The beginning of the body of an error, as far as it can be read: the status counts. */
    public static byte[] beginning(ClientHttpResponse response, int limit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream body = response.getBody();
            int read = body.read(buffer, 0, Math.min(BUFFER, limit));
            while (read > 0) {
                bytes.write(buffer, 0, read);
                read = body.read(buffer, 0, Math.min(BUFFER, limit - bytes.size()));
            }
        } catch (IOException ex) {
            // broken off, or not compressed as the server says
        }
        return bytes.toByteArray();
    }

    /**
     * Reads all of a body.
     *
     * @throws ResponseTooLargeException if it is larger than the limit
     */
    public static byte[] read(InputStream body, long limit) throws IOException {
        InputStream bounded = bounded(body, limit);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bounded.transferTo(bytes);
        return bytes.toByteArray();
    }

    /** The same body, which fails where it exceeds the limit. */
    public static InputStream bounded(InputStream body, long limit) {
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
