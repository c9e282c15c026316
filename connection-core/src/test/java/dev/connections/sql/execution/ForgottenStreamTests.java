package dev.connections.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.testing.TestDatabases;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ForgottenStreamTests {

    private static final String QUERY = "select x as forgotten from system_range(1, 1000000)";

    @Test
    void isReportedByNameAndClosed() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(OpenCursor.class);
        log.start();
        logger.addAppender(log);
        try (TestConnection connection = new TestConnection(TestDatabases.h2(), SqlOptions.defaults())) {
            assertThat(firstOf(connection, QUERY)).isEqualTo(1);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (connection.borrowed() > 0 && System.nanoTime() < deadline) {
                System.gc();
                Thread.onSpinWait();
            }
            assertThat(connection.borrowed()).isZero();
            // the collector may have found another test's as well
            assertThat(List.copyOf(log.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(message -> message.contains(QUERY))
                    .singleElement()
                    .asString()
                    .contains("'pet-db'", "never closed");
        } finally {
            logger.detachAppender(log);
        }
    }

    private static int firstOf(TestConnection connection, String query) {
        Iterator<Integer> rows = connection.sql.sql(query).stream(Integer.class).iterator();
        return rows.next();
    }
}
