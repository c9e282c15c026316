package dev.connections.files.store.azure;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** The body of a response. Fails if it is shorter than announced. Closing it early cancels the request. */
final class AzureBody extends InputStream {

    private final Stream<ByteBuffer> stream;

    private final Iterator<ByteBuffer> buffers;

    private ByteBuffer current = ByteBuffer.allocate(0);

    private long rest;

    /** @param rest number of bytes that the response has */
    AzureBody(Flux<ByteBuffer> content, long rest) {
        this.stream = content.toStream(2);
        this.buffers = stream.iterator();
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!current.hasRemaining()) {
                if (rest == 0) {
                    return -1;
                }
                if (!buffers.hasNext()) {
                    throw new EOFException("The connection ended " + rest + " bytes before the end of the file");
                }
                current = buffers.next();
                rest -= current.remaining();
            }
        } catch (RuntimeException ex) {
            throw new IOException(AzureErrors.convert("Reading", ex).getMessage(), ex);
        }
        int count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count;
    }

    @Override
    public void close() {
        stream.close();
    }
}
