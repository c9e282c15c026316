package dev.connections.files.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connections.files.TransferProgress;
import dev.connections.support.WaitingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The progress of transfers, and its log. */
class TransferTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Transfer.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final ManualClock clock = new ManualClock();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private static final class ManualClock implements WaitingClock {

        private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration time) {
            nanos += time.toNanos();
        }
    }

    @Test
    void isLoggedEachTenSecondsAfterAMinute() {
        Transfer transfer = new Transfer("reports", "in/big.bin", 1_000, null, clock);
        for (int second = 0; second < 85; second++) {
            transfer.add(10);
            clock.sleep(Duration.ofSeconds(1));
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Connection 'reports': 610 of 1000 bytes of 'in/big.bin' are transferred",
                        "Connection 'reports': 710 of 1000 bytes of 'in/big.bin' are transferred",
                        "Connection 'reports': 810 of 1000 bytes of 'in/big.bin' are transferred");
    }

    @Test
    void anUnknownSizeIsReported() {
        List<TransferProgress> progress = new ArrayList<>();
        Transfer transfer = new Transfer("reports", "a", -1, progress::add, clock);
        transfer.add(3);
        transfer.add(4);
        assertThat(progress).containsExactly(new TransferProgress("a", 3, -1), new TransferProgress("a", 7, -1));
    }
}
