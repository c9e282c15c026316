package dev.connections.snowflake.stage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that are read, and leaves the stream open. Read by one thread after the other. */
final class CountingInputStream extends FilterInputStream {

    private volatile long count;

    private volatile boolean touched;

    CountingInputStream(InputStream content) {
        super(content);
    }

    long count() {
        return count;
    }

    /** Whether no read has been attempted yet. */
    boolean isUntouched() {
        return !touched;
    }

    @Override
    public int read() throws IOException {
        touched = true;
        int value = super.read();
        add((value < 0) ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        touched = true;
        int bytes = super.read(target, offset, length);
        add(Math.max(bytes, 0));
        return bytes;
    }

    private void add(long bytes) {
        count = count + bytes;
    }

    @Override
    public long skip(long bytes) throws IOException {
        touched = true;
        long skipped = super.skip(bytes);
        add(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {}
}
