package dev.connections.files.store.huggingface;

import dev.connections.DurationText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A body that fails if no byte arrives within the idle timeout, or if it ends before its announced end. Read by one
 * thread, closed by any.
 */
final class WatchedBody extends InputStream {

    private static final int MAX_DISCARDED = 64 << 10;

    private final InputStream body;

    private final Duration idle;

    private final Consumer<WatchedBody> onClose;

    /** The time since when a read waits; 0 if none does. */
    private volatile long waitingSince;

    private volatile boolean timedOut;

    /** The number of bytes that are still expected; -1 for all up to the end. */
    private long rest = -1;

    WatchedBody(InputStream body, Duration idle, Consumer<WatchedBody> onClose) {
        this.body = body;
        this.idle = idle;
        this.onClose = onClose;
    }

    /** Ends the body after a number of bytes, which must arrive. */
    WatchedBody limitedTo(long bytes) {
        rest = bytes;
        return this;
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
        int read = readWatched(target, offset, (rest < 0) ? length : (int) Math.min(length, rest));
        if (read < 0 && rest > 0) {
            throw new EOFException("The response ended " + rest + " bytes early");
        }
        if (rest > 0) {
            rest -= read;
        }
        return read;
    }

    private int readWatched(byte[] target, int offset, int length) throws IOException {
        waitingSince = System.nanoTime() | 1;
        try {
            return body.read(target, offset, length);
        } catch (IOException ex) {
            if (timedOut) {
                throw new HttpTimeoutException("No data arrived within the idle timeout of " + DurationText.of(idle));
            }
            throw ex;
        } finally {
            waitingSince = 0;
        }
    }

    /** Reads a short body to its end, so that the network connection is used again, and closes it. */
    void discard() {
        try {
            readNBytes(MAX_DISCARDED);
        } catch (IOException ex) {
            // the connection is not used again
        }
        close();
    }

    void closeIfIdle(long now) {
        long since = waitingSince;
        if (since != 0 && now - since > idle.toNanos()) {
            timedOut = true;
            close();
        }
    }

    /** Closes the connection, unless the body has been read to its end. */
    @Override
    public void close() {
        onClose.accept(this);
        try {
            body.close();
        } catch (IOException ex) {
            // nothing more is read
        }
    }
}
