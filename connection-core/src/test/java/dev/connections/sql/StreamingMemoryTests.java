package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Five million rows through a heap of 64 MB, in a JVM of their own. */
@RequiresServer
class StreamingMemoryTests {

    private static final int ROWS = 5_000_000;

    record Numbered(long id, String name) {}

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of(TestDatabases.h2(), "select x as id, 'name ' || x as name from system_range(1, 5000000)"),
                Arguments.of(
                        TestDatabases.postgres(),
                        "select n as id, 'name ' || n as name from generate_series(1, 5000000) n"),
                Arguments.of(
                        TestDatabases.mariadb(),
                        "select seq as id, concat('name ', seq) as name from seq_1_to_5000000"),
                Arguments.of(
                        TestDatabases.mysql(), "select seq as id, concat('name ', seq) as name from seq_1_to_5000000"),
                Arguments.of(
                        TestDatabases.duckdb(), "select range as id, 'name ' || range as name from range(5000000)"),
                Arguments.of(
                        TestDatabases.sqlite(),
                        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000000)"
                                + " select i as id, 'name ' || i as name from n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void streamsMoreRowsThanFitIntoMemory(TestDatabase database, String query) throws Exception {
        String output = SmallJvm.run(StreamingMemoryTests.class, 64, database, query);
        assertThat(output).endsWith("rows: " + ROWS);
    }

    public static void main(String[] args) {
        try (TestConnection connection = SmallJvm.connection(args);
                Stream<Numbered> rows = connection.sql.sql(SmallJvm.query(args)).stream(Numbered.class)) {
            System.out.println("rows: "
                    + rows.filter(row -> row.name().endsWith("" + row.id())).count());
        }
    }
}
