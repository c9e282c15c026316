package dev.connections.rest.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.http.StreamingHttpOutputMessage;

/**
 * Writes the body of a request before the request is sent, so that a body that cannot be written does not reach the
 * server in part. What is short is kept, what is long is written once more when it is sent.
 */
public final class BufferedBody {

    private static final int MAX_KEPT = 4 * 1024 * 1024;

    private BufferedBody() {}

    /**
     * The body, which has been written once.
     *
     * @throws IOException if it cannot be written
     */
    public static StreamingHttpOutputMessage.Body of(StreamingHttpOutputMessage.Body body) throws IOException {
        Buffer buffer = new Buffer();
        body.writeTo(buffer);
        return buffer.overflowed ? body : new Kept(buffer.bytes.toByteArray());
    }

    private static final class Buffer extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private boolean overflowed;

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] given, int offset, int length) {
            overflowed |= bytes.size() + length > MAX_KEPT;
            if (overflowed) {
                bytes.reset();
            } else {
                bytes.write(given, offset, length);
            }
        }
    }

    /** A body in memory. */
    public record Kept(byte[] bytes) implements StreamingHttpOutputMessage.Body {

        @Override
        public void writeTo(OutputStream target) throws IOException {
            target.write(bytes);
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }
}
