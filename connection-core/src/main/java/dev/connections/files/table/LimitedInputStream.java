package dev.connections.files.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception after a number of bytes, so that a small compressed file cannot fill the memory. */
final class LimitedInputStream extends FilterInputStream {

    private final long limit;

    private long count;

    LimitedInputStream(InputStream source, long limit) {
        super(source);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) throws LimitExceededException {
        count += read;
        if (count > limit) {
            throw new LimitExceededException();
        }
    }

    /** Thrown after too many bytes. */
    static final class LimitExceededException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
