package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.sql.mapping.Reading;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each driver has getters and types of its own; what comes out must not show it. */
@RequiresServer
class DialectReadingTests {

    private static final UUID ID = UUID.fromString("5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01");

    enum Pet {
        CAT,
        DOG
    }

    record Common(
            long id,
            @Nullable Integer small,
            double weight,
            BigDecimal price,
            boolean active,
            String name,
            Pet pet,
            byte[] content,
            LocalDate born,
            LocalTime fed,
            LocalDateTime seen,
            @Nullable LocalDateTime never,
            UUID code) {}

    static Stream<TestDatabase> databases() {
        return Stream.of(
                TestDatabases.h2(),
                TestDatabases.sqlite(),
                TestDatabases.duckdb(),
                TestDatabases.postgres(),
                TestDatabases.mariadb(),
                TestDatabases.mysql());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void readsTheTypesThatAllDatabasesHave(TestDatabase database) throws SQLException {
        String uuid = List.of("mariadb", "mysql").contains(database.product()) ? "char(36)" : "uuid";
        String bytes = database.product().equals("postgresql") ? "bytea" : "blob";
        String blob =
                switch (database.product()) {
                    case "postgresql" -> "'\\x0102'";
                    case "duckdb" -> "'\\x01\\x02'";
                    default -> "x'0102'";
                };
        database.execute(
                "create table t (id bigint, small smallint, weight double precision, price decimal(10, 2), "
                        + "active boolean, name varchar(20), pet varchar(5), content " + bytes
                        + ", born date, fed time, "
                        + "seen timestamp, never timestamp null, code " + uuid + ")",
                "insert into t values (5000000000, null, 1.5, 2.25, true, 'Tom é€', 'CAT', " + blob
                        + ", '2024-01-02', '10:11:12', '2024-01-02 10:11:12', null, '" + ID + "')");
        try (Connection connection = database.connect()) {
            check(Reading.list(connection, "select * from t", Common.class).get(0));
            Rows rows = Reading.rows(connection, "select * from t");
            check(rows.as(Common.class).get(0));
            assertThat(rows.row(0).getObject("seen")).isEqualTo(LocalDateTime.of(2024, 1, 2, 10, 11, 12));
            assertThat(rows.row(0).getObject("born")).isEqualTo(LocalDate.of(2024, 1, 2));
            assertThat(rows.row(0).getObject("active")).isEqualTo(true);
            assertThat(rows.row(0).getObject("id")).isEqualTo(5_000_000_000L);
        }
    }

    private static void check(Common row) {
        assertThat(row.id()).isEqualTo(5_000_000_000L);
        assertThat(row.small()).isNull();
        assertThat(row.weight()).isEqualTo(1.5);
        assertThat(row.price()).isEqualByComparingTo("2.25");
        assertThat(row.active()).isTrue();
        assertThat(row.name()).isEqualTo("Tom é€");
        assertThat(row.pet()).isEqualTo(Pet.CAT);
        assertThat(row.content()).containsExactly(1, 2);
        assertThat(row.born()).isEqualTo(LocalDate.of(2024, 1, 2));
        assertThat(row.fed()).isEqualTo(LocalTime.of(10, 11, 12));
        assertThat(row.seen()).isEqualTo(LocalDateTime.of(2024, 1, 2, 10, 11, 12));
        assertThat(row.never()).isNull();
        assertThat(row.code()).isEqualTo(ID);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsAndSumsAreNumbers(TestDatabase database) throws SQLException {
        database.execute("create table t (n integer)", "insert into t values (1), (2)");
        try (Connection connection = database.connect()) {
            assertThat(Reading.list(connection, "select count(*) from t", Long.class))
                    .containsExactly(2L);
            assertThat(Reading.list(connection, "select count(*) from t", int.class))
                    .containsExactly(2);
            assertThat(Reading.list(connection, "select sum(n) from t", Long.class))
                    .containsExactly(3L);
            assertThat(Reading.list(connection, "select avg(n) from t", Double.class))
                    .containsExactly(1.5);
            assertThat(Reading.list(connection, "select max(n) from t", Integer.class))
                    .containsExactly(2);
        }
    }

    record PostgresRow(
            OffsetDateTime zoned,
            Instant instant,
            JsonNode json,
            String jsonb,
            String[] tags,
            List<Integer> numbers,
            int[] ints,
            String address,
            float small) {}

    @Test
    void readsTheTypesOfPostgres() throws SQLException {
        try (Connection connection = TestDatabases.postgres().connect()) {
            String sql =
                    "select timestamptz '2024-01-02 10:11:12+02' zoned, timestamptz '2024-01-02 10:11:12.5+02' instant, "
                            + "'{\"a\": 1}'::json json, '{\"a\": 1}'::jsonb jsonb, array['x', null] tags, array[1, 2] numbers, "
                            + "array[1, 2] ints, '10.0.0.1'::inet address, 1.5::float4 small";
            for (PostgresRow row : List.of(
                    Reading.list(connection, sql, PostgresRow.class).get(0),
                    Reading.rows(connection, sql).as(PostgresRow.class).get(0))) {
                assertThat(row.zoned()).isEqualTo(OffsetDateTime.parse("2024-01-02T10:11:12+02:00"));
                assertThat(row.instant()).isEqualTo(Instant.parse("2024-01-02T08:11:12.5Z"));
                assertThat(row.json().get("a").intValue()).isEqualTo(1);
                assertThat(row.jsonb()).isEqualTo("{\"a\": 1}");
                assertThat(row.tags()).containsExactly("x", null);
                assertThat(row.numbers()).containsExactly(1, 2);
                assertThat(row.ints()).containsExactly(1, 2);
                assertThat(row.address()).isEqualTo("10.0.0.1");
                assertThat(row.small()).isEqualTo(1.5f);
            }
        }
    }

    @Test
    void tellsTimesWithAZoneFromThoseWithoutAtEveryPrecisionOfPostgres() throws SQLException {
        try (Connection connection = TestDatabases.postgres().connect()) {
            for (int digits = 0; digits <= 6; digits++) {
                Row row = Reading.rows(
                                connection,
                                "select now()::timestamp(%1$d) a, now()::timestamptz(%1$d) b, now()::time(%1$d) c, now()::timetz(%1$d) d"
                                        .formatted(digits))
                        .row(0);
                assertThat(row.getObject("a")).isInstanceOf(LocalDateTime.class);
                assertThat(row.getObject("b")).isInstanceOf(OffsetDateTime.class);
                assertThat(row.getObject("c")).isInstanceOf(LocalTime.class);
                assertThat(row.getObject("d")).isInstanceOf(OffsetTime.class);
            }
        }
    }

    record MariaDbRow(
            int unsignedTiny,
            long unsignedInt,
            BigDecimal unsignedBig,
            int flag,
            Year released,
            JsonNode json,
            UUID code) {}

    @ParameterizedTest
    @MethodSource("mariaDbDrivers")
    void readsTheTypesOfMariaDb(TestDatabase database) throws SQLException {
        database.execute(
                "create table t (unsigned_tiny tinyint unsigned, unsigned_int int unsigned, unsigned_big bigint unsigned, "
                        + "flag tinyint(1), released year, json json, code binary(16))",
                "insert into t values (200, 4000000000, 18446744073709551615, 7, 1999, '{\"a\":1}', "
                        + "x'5d2a5a3c8d7e4a52a4a365a3ef2c4d01')");
        try (Connection connection = database.connect()) {
            MariaDbRow row = Reading.list(connection, "select * from t", MariaDbRow.class)
                    .get(0);
            assertThat(row.unsignedTiny()).isEqualTo(200);
            assertThat(row.unsignedInt()).isEqualTo(4_000_000_000L);
            assertThat(row.unsignedBig()).isEqualTo("18446744073709551615");
            assertThat(row.flag()).isEqualTo(7);
            assertThat(row.released()).isEqualTo(Year.of(1999));
            assertThat(row.json().get("a").intValue()).isEqualTo(1);
            assertThat(row.code()).isEqualTo(ID);
        }
    }

    static Stream<TestDatabase> mariaDbDrivers() {
        return Stream.of(TestDatabases.mariadb(), TestDatabases.mysql());
    }

    record DuckDbRow(List<Integer> numbers, String[] tags, JsonNode json, long huge, OffsetDateTime zoned, Pet pet) {}

    @Test
    void readsTheTypesOfDuckDb() throws SQLException {
        try (Connection connection = TestDatabases.duckdb().connect()) {
            String sql = "select [1, 2] numbers, ['x', null] tags, '{\"a\":1}'::json json, 7::hugeint huge, "
                    + "timestamptz '2024-01-02 10:11:12+02' zoned, 'DOG'::enum('CAT', 'DOG') pet";
            for (DuckDbRow row : List.of(
                    Reading.list(connection, sql, DuckDbRow.class).get(0),
                    Reading.rows(connection, sql).as(DuckDbRow.class).get(0))) {
                assertThat(row.numbers()).containsExactly(1, 2);
                assertThat(row.tags()).containsExactly("x", null);
                assertThat(row.json().get("a").intValue()).isEqualTo(1);
                assertThat(row.huge()).isEqualTo(7);
                assertThat(row.zoned()).isEqualTo(OffsetDateTime.parse("2024-01-02T10:11:12+02:00"));
                assertThat(row.pet()).isEqualTo(Pet.DOG);
            }
            Row nested = Reading.rows(connection, "select {'a': 1} s, map {'k': 2} m, '\\x01'::blob b")
                    .row(0);
            assertThat(nested.getObject("m").toString()).isEqualTo("{k=2}");
        }
    }

    record SqliteRow(
            long id, LocalDate day, LocalDateTime moment, UUID code, BigDecimal price, @Nullable Boolean flag) {}

    @Test
    void readsWhateverSqliteHasStored() throws SQLException {
        long millis = Timestamp.valueOf("2024-01-02 10:11:12").getTime();
        TestDatabase database = TestDatabases.sqlite();
        database.execute(
                "create table t (id integer primary key, day date, moment timestamp, code uuid, price numeric, flag boolean)",
                "insert into t values (1, '2024-01-02', '2024-01-02T10:11:12', x'5d2a5a3c8d7e4a52a4a365a3ef2c4d01', 2.5, 1)",
                "insert into t values (2, " + millis + ", " + millis + ", '" + ID + "', 2, null)",
                "insert into t values (3, 'soon', null, null, 'much', 'maybe')");
        try (Connection connection = database.connect()) {
            LocalDateTime moment = LocalDateTime.of(2024, 1, 2, 10, 11, 12);
            String sql = "select * from t where id < 3 order by id";
            for (List<SqliteRow> rows : List.of(
                    Reading.list(connection, sql, SqliteRow.class),
                    Reading.rows(connection, sql).as(SqliteRow.class))) {
                assertThat(rows.get(0))
                        .isEqualTo(new SqliteRow(1, moment.toLocalDate(), moment, ID, new BigDecimal("2.5"), true));
                assertThat(rows.get(1))
                        .isEqualTo(new SqliteRow(2, moment.toLocalDate(), moment, ID, new BigDecimal("2"), null));
            }
            Row odd = Reading.rows(connection, "select * from t where id = 3").row(0);
            assertThat(odd.getString("day")).isEqualTo("soon");
            assertThat(odd.getString("flag")).isEqualTo("maybe");
        }
    }
}
