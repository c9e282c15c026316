package dev.connections.mail;

import java.io.OutputStream;

/** Counts the bytes written, up to a maximum. */
final class ByteCounter extends OutputStream {

    private final long max;

    private long count;

    ByteCounter(long max) {
        this.max = max;
    }

    @Override
    public void write(int b) throws SizeLimitExceededException {
        add(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws SizeLimitExceededException {
        add(length);
    }

    private void add(int more) throws SizeLimitExceededException {
        count += more;
        if (count > max) {
            throw new SizeLimitExceededException();
        }
    }

    long count() {
        return count;
    }
}
