package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.rows.Row;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/** What holds on each database when a statement takes too long. */
interface SqlCancellationContract {

    /** A connection to a database with three owners of pets. */
    SqlConnection petDb();

    /** Runs for minutes unless it is cancelled. */
    String slowQuery();

    /** Where there is a server, the number of statements that it runs for others. */
    default long runningStatements() throws Exception {
        return 0;
    }

    @Test
    default void cancelsAStatementThatRunsTooLong() throws Exception {
        long started = System.nanoTime();
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() ->
                        petDb().sql(slowQuery()).timeout(Duration.ofMillis(300)).rows())
                .withMessageContaining("'pet-db'")
                .withMessageContaining("300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        serverIsIdle();
        assertThat(petDb().table("pet_owners").size()).isEqualTo(3);
    }

    @Test
    default void cancelsAStatementWhoseThreadIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> petDb().query(slowQuery()))
                .withMessageContaining("'pet-db'")
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        serverIsIdle();
        assertThat(petDb().table("pet_owners").size()).isEqualTo(3);
    }

    /** A server is done with a statement a little later than the client whom it has told. */
    private void serverIsIdle() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (runningStatements() > 0) {
            assertThat(System.nanoTime())
                    .as("the server still runs a statement")
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    default void cancelsTheFirstPortionOfAStreamToo() {
        assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> {
            try (Stream<Row> rows = petDb().sql(slowQuery()).timeout(Duration.ofMillis(300)).stream(Row.class)) {
                rows.forEach(row -> {});
            }
        });
    }
}
