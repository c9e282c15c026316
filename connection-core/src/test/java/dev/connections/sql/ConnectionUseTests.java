package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many physical connections a thread's queries take. */
@RequiresServer
@Timeout(60)
class ConnectionUseTests {

    static Stream<TestDatabase> databases() {
        return Stream.of(
                TestDatabases.h2(),
                TestDatabases.sqlite(),
                TestDatabases.duckdb(),
                TestDatabases.postgres(),
                TestDatabases.mariadb(),
                TestDatabases.mysql());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void aThousandDifferentQueriesInTurnTakeOneConnection(TestDatabase database) {
        // There is none but this one: a second would be waited for in vain.
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults(), 1)) {
            for (int i = 0; i < 1000; i++) {
                assertThat(number(connection.sql, i)).isEqualTo(i);
                assertThat(connection.borrowed()).isZero();
            }
            assertThat(connection.pool().getHikariPoolMXBean().getTotalConnections())
                    .isEqualTo(1);
        }
    }

    /** Each way to read in its turn. */
    private static int number(SqlConnection sql, int i) {
        String query = "select " + i + " as n";
        return switch (i % 5) {
            case 0 -> sql.sql(query).one(Integer.class);
            case 1 -> sql.query(query).row(0).getInt("n");
            case 2 -> sql.query(query, Integer.class).get(0);
            case 3 -> sql.jdbcClient().sql(query).query(Integer.class).single();
            default -> {
                try (Stream<Integer> numbers = sql.sql(query).stream(Integer.class)) {
                    yield numbers.mapToInt(Integer::intValue).sum();
                }
            }
        };
    }
}
