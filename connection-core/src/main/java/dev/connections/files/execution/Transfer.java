package dev.connections.files.execution;

import dev.connections.files.TransferProgress;
import dev.connections.support.WaitingClock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of one transfer: it is passed to the caller's consumer, and logged every 10 seconds once the transfer
 * has lasted for a minute. Used by one thread at a time.
 */
final class Transfer {

    private static final Logger logger = LoggerFactory.getLogger(Transfer.class);

    private static final long FIRST_LOG = Duration.ofMinutes(1).toNanos();

    private static final long LOG_INTERVAL = Duration.ofSeconds(10).toNanos();

    private final String connection;

    private final String path;

    private final @Nullable Consumer<? super TransferProgress> consumer;

    private final WaitingClock clock;

    private long nextLog;

    private long total;

    private long bytes;

    /** @param total number of bytes; -1 if unknown */
    Transfer(
            String connection,
            String path,
            long total,
            @Nullable Consumer<? super TransferProgress> consumer,
            WaitingClock clock) {
        this.connection = connection;
        this.path = path;
        this.total = total;
        this.consumer = consumer;
        this.clock = clock;
        this.nextLog = clock.nanoTime() + FIRST_LOG;
    }

    /** Sets the number of bytes. */
    void total(long newTotal) {
        total = newTotal;
    }

    /** Starts again: the content is sent once more. */
    void restart() {
        bytes = 0;
    }

    /** Reports further bytes. An exception of the consumer ends the transfer. */
    void add(long count) {
        bytes += count;
        if (consumer != null) {
            consumer.accept(new TransferProgress(path, bytes, total));
        }
        long now = clock.nanoTime();
        if (now - nextLog >= 0) {
            nextLog = now + LOG_INTERVAL;
            logger.info(
                    "Connection '{}': {} of {} bytes of '{}' are transferred",
                    connection,
                    bytes,
                    (total >= 0) ? total : "unknown",
                    path);
        }
    }

    /** Returns a stream whose reads are reported. */
    InputStream reporting(InputStream source) {
        return new FilterInputStream(source) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                if (value >= 0) {
                    add(1);
                }
                return value;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                if (count > 0) {
                    add(count);
                }
                return count;
            }
        };
    }
}
