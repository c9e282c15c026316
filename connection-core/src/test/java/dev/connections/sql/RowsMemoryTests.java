package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Rows;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One million rows of the benchmark's six columns, read in a JVM whose whole heap is twice what they occupy afterwards: the
 * classes, the pool and the driver have to fit in there too.
 */
@RequiresServer
class RowsMemoryTests {

    private static final int ROWS = 1_000_000;

    private static final int BYTES_PER_ROW = 55;

    /** Twice the 30 bytes a row that the rows occupy: ids and timestamps that follow each other take less than their types. */
    private static final int HEAP_MEGABYTES = 57;

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of(
                        TestDatabases.h2(),
                        "select cast(x as bigint) as id, 'owner ' || (x * 7919 % 1000003) as name,"
                                + " 'city ' || (x % 20) as city, cast(x % 90 as int) as age, cast(x as double precision) / 7 as weight,"
                                + " timestamp '2020-01-01 00:00:00' + x * interval '71' second as last_seen"
                                + " from system_range(1, 1000000)"),
                Arguments.of(
                        TestDatabases.postgres(),
                        "select x::bigint as id, 'owner ' || (x::bigint * 7919 % 1000003) as name,"
                                + " 'city ' || (x % 20) as city, x % 90 as age, x / 7.0e0::float8 as weight,"
                                + " timestamp '2020-01-01 00:00:00' + x * interval '71' second as last_seen"
                                + " from generate_series(1, 1000000) x"),
                Arguments.of(
                        TestDatabases.mariadb(),
                        "select cast(seq as signed) as id, concat('owner ', seq * 7919 % 1000003) as name,"
                                + " concat('city ', seq % 20) as city, cast(seq % 90 as int) as age,"
                                + " seq / 7.0e0 as weight,"
                                + " timestamp '2020-01-01 00:00:00' + interval 71 * seq second as last_seen"
                                + " from seq_1_to_1000000"),
                Arguments.of(
                        TestDatabases.duckdb(),
                        "select x as id, 'owner ' || (x * 7919 % 1000003) as name, 'city ' || (x % 20) as city,"
                                + " cast(x % 90 as int) as age, cast(x / 7 as double) as weight,"
                                + " timestamp '2020-01-01 00:00:00' + to_seconds(x * 71) as last_seen"
                                + " from range(1, 1000001) t(x)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void readsAMillionRowsInTwiceTheMemoryThatTheyOccupy(TestDatabase database, String query) throws Exception {
        String output = SmallJvm.run(RowsMemoryTests.class, HEAP_MEGABYTES, database, query);
        assertThat(output).contains("rows: " + ROWS);
        int bytes = Integer.parseInt(output.replaceFirst("(?s).*bytes: ", ""));
        assertThat(bytes).isBetween(HEAP_MEGABYTES * 1024 * 1024 / 2, BYTES_PER_ROW * ROWS);
    }

    public static void main(String[] args) {
        try (TestConnection connection = SmallJvm.connection(args)) {
            Rows rows = connection.sql.query(SmallJvm.query(args));
            System.out.println("rows: " + rows.size() + " bytes: " + rows.sizeInBytes());
        }
    }
}
