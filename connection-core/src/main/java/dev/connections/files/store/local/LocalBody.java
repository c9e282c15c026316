package dev.connections.files.store.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A range of a file. Fails if the file ends early, because it is being truncated. */
final class LocalBody extends InputStream {

    private final String path;

    private final SeekableByteChannel channel;

    private long rest;

    LocalBody(String path, SeekableByteChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.rest = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (rest == 0) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, rest)));
        if (read < 0) {
            throw new EOFException("The file '" + path + "' became shorter while it was read");
        }
        rest -= read;
        return read;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, rest);
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, Math.min(count, rest));
        channel.position(channel.position() + skipped);
        rest -= skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
