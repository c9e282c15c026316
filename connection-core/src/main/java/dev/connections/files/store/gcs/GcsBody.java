package dev.connections.files.store.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The body of a response. Fails if it is shorter than announced. Not thread-safe. */
final class GcsBody extends InputStream {

    private final ReadChannel channel;

    private long rest;

    /** @param rest number of bytes that the channel has */
    GcsBody(ReadChannel channel, long rest) {
        this.channel = channel;
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
        if (rest == 0) {
            return -1;
        }
        int count;
        try {
            do {
                count = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, rest)));
            } while (count == 0);
        } catch (StorageException ex) {
            throw new IOException(ex.getMessage(), ex);
        }
        if (count < 0) {
            throw new EOFException("The connection ended " + rest + " bytes before the end of the file");
        }
        rest -= count;
        return count;
    }

    @Override
    public void close() {
        channel.close();
    }
}
