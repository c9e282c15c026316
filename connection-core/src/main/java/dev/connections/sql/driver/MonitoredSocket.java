package dev.connections.sql.driver;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A socket that tracks whether its owner waits for a response, without reading a clock and without a lock. */
public final class MonitoredSocket extends Socket {

    /** Odd while a read waits for a response; each such read has numbers of its own. */
    private final AtomicLong waits = new AtomicLong();

    /** Whether a request has been sent since the last response. Drivers write and read on the same thread. */
    private boolean requested;

    /** Returns the number of the read that waits for a response now; 0 if none does. */
    public long waiting() {
        long now = waits.get();
        return ((now & 1) == 1) ? now : 0;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Responses(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Requests(super.getOutputStream());
    }

    private final class Responses extends FilterInputStream {

        Responses(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            long before = begin();
            try {
                int read = in.read();
                requested = false;
                return read;
            } finally {
                end(before);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long before = begin();
            try {
                int read = in.read(buffer, offset, length);
                requested = false;
                return read;
            } finally {
                end(before);
            }
        }

        private long begin() {
            long before = waits.getPlain();
            if (requested) {
                waits.lazySet(before + 1);
            }
            return before;
        }

        private void end(long before) {
            waits.lazySet(before + 2);
        }
    }

    private final class Requests extends FilterOutputStream {

        Requests(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            requested = true;
            out.write(value);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            requested = true;
            out.write(buffer, offset, length);
        }
    }
}
