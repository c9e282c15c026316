package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Spring's client of a connection keeps to the fetch size and the time-out of the connection. */
@RequiresServer
@Timeout(60)
class JdbcClientLimitsTests {

    private static final ResultSetExtractor<String> LIMITS = rs ->
            rs.getStatement().getFetchSize() + " rows, " + rs.getStatement().getQueryTimeout() + " s";

    /** Queries that would take minutes. */
    static Stream<Arguments> slowQueries() {
        return Stream.of(
                Arguments.of(
                        TestDatabases.h2(),
                        "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b"
                                + " where mod(a.x * b.x, 7) = 3"),
                Arguments.of(TestDatabases.postgres(), "select pg_sleep(100)"),
                Arguments.of(TestDatabases.mariadb(), "select sleep(100) from seq_1_to_3"),
                Arguments.of(TestDatabases.mysql(), "select sleep(100) from seq_1_to_3"),
                Arguments.of(
                        TestDatabases.duckdb(),
                        "select count(*) from range(1000000) a(x), range(1000000) b(x) where (a.x * b.x) % 7 = 3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowQueries")
    void cancelsAfterTheTimeoutInWholeSeconds(TestDatabase database, String slowQuery) {
        SqlOptions options = SqlOptions.defaults().withTimeout(Duration.ofMillis(700));
        try (TestConnection connection = new TestConnection(database, options)) {
            long started = System.nanoTime();
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() ->
                            connection.sql.jdbcClient().sql(slowQuery).query().listOfRows())
                    .withMessageContaining("'pet-db'");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
        }
    }

    @Test
    void followsTheOptionsOfTheConnection() {
        try (TestConnection connection = new TestConnection(
                TestDatabases.postgres(), SqlOptions.defaults().withFetchSize(7))) {
            assertThat(limits(connection)).isEqualTo("7 rows, 0 s");
            connection.sql.useOptions(SqlOptions.defaults().withTimeout(Duration.ofSeconds(90)));
            assertThat(limits(connection)).isEqualTo("0 rows, 90 s");
        }
    }

    private static String limits(TestConnection connection) {
        return connection.sql.jdbcClient().sql("select 1").query(LIMITS);
    }
}
