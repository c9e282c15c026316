package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.rows.Row;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/** What a time-out and an interrupt end at a real server, while a query runs and while a later row of a stream is awaited. */
@RequiresServer
@Timeout(120)
class CancellationTests {

    private static final String PAD = "x".repeat(20_000);

    enum Server {
        POSTGRESQL(
                "select n, '" + PAD + "', pg_sleep(case when n > %d then %s else 0 end) from generate_series(1, 50) n",
                "select pg_sleep(%s)",
                "select count(*), pg_sleep(0.02) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid() and wait_event = 'PgSleep'"),
        // Rows so long that the server sends each of them at once.
        MARIADB(
                "select seq as n, '" + PAD + "', if(seq > %d, sleep(%s), 0) from seq_1_to_50",
                "select sleep(%s)",
                "select count(*), sleep(0.02) from information_schema.processlist"
                        + " where db = database() and id <> connection_id() and state = 'User sleep'"),
        MYSQL(MARIADB.slowRows, MARIADB.sleep, MARIADB.sleeping);

        /** To be told after how many rows it gets slow, and how many seconds each of the others takes. */
        private final String slowRows;

        private final String sleep;

        private final String sleeping;

        Server(String slowRows, String sleep, String sleeping) {
            this.slowRows = slowRows;
            this.sleep = sleep;
            this.sleeping = sleeping;
        }

        TestDatabase database() {
            return switch (this) {
                case POSTGRESQL -> TestDatabases.postgres();
                case MARIADB -> TestDatabases.mariadb();
                case MYSQL -> TestDatabases.mysql();
            };
        }

        String slowAfter(int rows, String seconds) {
            return slowRows.formatted(rows, seconds);
        }

        String sleep(String seconds) {
            return sleep.formatted(seconds);
        }

        /** Waits until so many statements sleep at the server. The server itself puts pauses between the looks. */
        void awaitSleeping(int expected, TestDatabase database) throws SQLException {
            long started = System.nanoTime();
            try (Connection observer = database.connect();
                    PreparedStatement look = observer.prepareStatement(sleeping)) {
                while (count(look) != expected) {
                    assertThat(seconds(started)).as("seconds waited").isLessThan(20);
                }
            }
        }

        private static int count(PreparedStatement look) throws SQLException {
            try (ResultSet count = look.executeQuery()) {
                count.next();
                return count.getInt(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsTheFetchOfALaterRowThatTakesTooLong(Server server) throws Exception {
        TestDatabase database = server.database();
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults())) {
            long started = System.nanoTime();
            List<Integer> read = new ArrayList<>();
            assertThatExceptionOfType(QueryTimeoutException.class)
                    .isThrownBy(() -> read(connection, server.slowAfter(3, "30"), Duration.ofSeconds(3), read))
                    .withMessageContaining("'pet-db'")
                    .withMessageContaining("3 s");
            assertThat(seconds(started)).isBetween(3.0, 20.0);
            assertThat(read).containsExactly(1, 2, 3);
            assertIsFree(connection, server, database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsTheWaitsForAllRowsTogether(Server server) throws Exception {
        TestDatabase database = server.database();
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults())) {
            long started = System.nanoTime();
            List<Integer> read = new ArrayList<>();
            assertThatExceptionOfType(QueryTimeoutException.class)
                    .isThrownBy(() -> read(connection, server.slowAfter(0, "0.3"), Duration.ofSeconds(2), read));
            assertThat(seconds(started)).isGreaterThanOrEqualTo(2.0);
            // each wait alone is shorter than the time-out, and a busy machine is late to end them
            assertThat(read).hasSizeBetween(1, 40);
            assertIsFree(connection, server, database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotCountWhatIsDoneWithARow(Server server) throws Exception {
        TestDatabase database = server.database();
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults())) {
            try (Stream<Row> rows =
                    connection.sql.sql(server.slowAfter(50, "0")).fetchSize(1).timeout(Duration.ofSeconds(2)).stream(
                            Row.class)) {
                assertThat(rows.limit(4).peek(row -> connection.sql.query(server.sleep("1"))))
                        .hasSize(4);
            }
            assertIsFree(connection, server, database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsTheReadingOfRowsThatTakesTooLong(Server server) throws Exception {
        TestDatabase database = server.database();
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults())) {
            assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> connection
                    .sql
                    .sql(server.slowAfter(3, "30"))
                    .fetchSize(1)
                    .timeout(Duration.ofMillis(500))
                    .rows());
            assertIsFree(connection, server, database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsTheFetchOfALaterRowWhenItsThreadIsInterrupted(Server server) throws Exception {
        List<Integer> read = new CopyOnWriteArrayList<>();
        interrupted(
                server,
                // MariaDB sends the end of the third one with the fourth, or with the failure
                () -> read.size() >= 2,
                connection -> read(connection, server.slowAfter(3, "30"), Duration.ofMinutes(1), read));
        assertThat(read).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void cancelsAQueryWhoseThreadIsInterruptedWhileItRuns(Server server) throws Exception {
        interrupted(server, () -> true, connection -> connection.sql.query(server.slowAfter(0, "30"), Row.class));
    }

    /** Interrupts the thread of a query once it is seen to run at the server and the client has read as much as it can. */
    private void interrupted(Server server, BooleanSupplier hasRead, Query query) throws Exception {
        TestDatabase database = server.database();
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults())) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                assertThatExceptionOfType(DataAccessResourceFailureException.class)
                        .isThrownBy(() -> query.run(connection))
                        .withMessageContaining("'pet-db'")
                        .withMessageContaining("interrupted");
                return Thread.currentThread().isInterrupted();
            });
            Thread thread = new Thread(task, "reader");
            thread.start();
            server.awaitSleeping(1, database);
            while (!hasRead.getAsBoolean() && thread.isAlive()) {
                Thread.onSpinWait();
            }
            thread.interrupt();
            assertThat(task.get(15, TimeUnit.SECONDS)).isTrue();
            assertIsFree(connection, server, database);
        }
    }

    private static void read(TestConnection connection, String query, Duration timeout, List<Integer> read) {
        try (Stream<Row> rows = connection.sql.sql(query).fetchSize(1).timeout(timeout).stream(Row.class)) {
            rows.forEach(row -> read.add(row.getInt("n")));
        }
    }

    private static void assertIsFree(TestConnection connection, Server server, TestDatabase database)
            throws SQLException {
        assertThat(connection.borrowed()).isZero();
        server.awaitSleeping(0, database);
        assertThat(connection.sql.sql("select 1").value(Integer.class)).isEqualTo(1);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private interface Query {

        void run(TestConnection connection);
    }
}
