package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Five million rows through a heap of 64 MB, in a JVM of their own. */
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
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingMemoryTests.class.getName(),
                        database.jdbcUrl(),
                        database.username(),
                        database.password(),
                        query)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).endsWith("rows: " + ROWS);
    }

    public static void main(String[] args) {
        TestDatabase database = new TestDatabase(args[0], "", 0, "", args[1], args[2]);
        try (TestConnection connection = new TestConnection(database, SqlOptions.defaults())) {
            try (Stream<Numbered> rows = connection.sql.sql(args[3]).stream(Numbered.class)) {
                System.out.println("rows: "
                        + rows.filter(row -> row.name().endsWith("" + row.id())).count());
            }
        }
    }
}
