package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** What is stored is what was given, or else an exception says that it cannot be stored. */
@RequiresServer
class StorableValuesTests {

    static Stream<TestDatabase> databases() {
        return Stream.of(
                TestDatabases.postgres(),
                TestDatabases.mariadb(),
                TestDatabases.mysql(),
                TestDatabases.h2(),
                TestDatabases.sqlite(),
                TestDatabases.duckdb());
    }

    /** The drivers drop an era, or make an infinity of a year that they do not have. */
    @ParameterizedTest
    @MethodSource("databases")
    void datesOfAnyYearAreKeptOrRefused(TestDatabase database) {
        List<LocalDate> dates = IntStream.of(
                        -999_999_999,
                        -290_309,
                        -10_000,
                        -4_714,
                        -4_713,
                        -4_712,
                        -4_000,
                        -44,
                        -1,
                        0,
                        1,
                        2,
                        99,
                        1_000,
                        1_582,
                        9_999,
                        10_000,
                        99_999,
                        294_277,
                        5_874_898,
                        999_999_999)
                .mapToObj(year -> LocalDate.of(year, 10, 10))
                .toList();
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            create(petDb, database);
            int kept = 0;
            for (LocalDate date : dates) {
                LocalDateTime dateTime = date.atTime(5, 6, 7, 123_456_000);
                OffsetDateTime moment = dateTime.atOffset(ZoneOffset.UTC);
                kept += keeps(petDb, "born", date, LocalDate.class);
                kept += keeps(petDb, "happened", dateTime, LocalDateTime.class);
                kept += keeps(petDb, "noted", moment, OffsetDateTime.class);
                if (date.getYear() > -999_999_999 && date.getYear() < 999_999_999) {
                    kept += keeps(petDb, "noted", moment.toInstant(), Instant.class);
                }
            }
            assertThat(kept).isGreaterThan(12);
        }
    }

    private static void create(PooledDatabase petDb, TestDatabase database) {
        String timestamp =
                switch (database.product()) {
                    case "mariadb", "mysql" -> "datetime(6)";
                    case "duckdb", "sqlite" -> "timestamp";
                    default -> "timestamp(6)";
                };
        String moment =
                switch (database.product()) {
                    case "mariadb", "mysql", "sqlite" -> timestamp;
                    default -> "timestamp with time zone";
                };
        petDb.sql.update("create table years (born date, happened " + timestamp + ", noted " + moment + ")");
    }

    /** 1 if the value is read as it was given, 0 if it was refused. */
    private static <T> int keeps(PooledDatabase petDb, String column, T value, Class<T> type) {
        try {
            petDb.sql
                    .sql("insert into years (" + column + ") values (:value)")
                    .param("value", value)
                    .update();
        } catch (DataAccessException refused) {
            return 0;
        }
        T read = petDb.sql
                .sql("select " + column + " from years where " + column + " is not null")
                .value(type);
        petDb.sql.update("delete from years");
        assertThat(read instanceof OffsetDateTime moment ? moment.toInstant() : read)
                .as(column)
                .isEqualTo(value instanceof OffsetDateTime moment ? moment.toInstant() : value);
        return 1;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theEndsOfTimeAreInfinitiesOrRefused(TestDatabase database) {
        if (database.product().equals("h2")) {
            // it has all of these years
            return;
        }
        boolean infinities = List.of("postgresql", "duckdb").contains(database.product());
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            create(petDb, database);
            for (Object end : List.of(
                    Instant.MAX,
                    Instant.MIN,
                    OffsetDateTime.MAX,
                    OffsetDateTime.MIN,
                    LocalDateTime.MAX,
                    LocalDateTime.MIN)) {
                String column = end instanceof LocalDateTime ? "happened" : "noted";
                SqlStatement insert = petDb.sql
                        .sql("insert into years (" + column + ") values (:value)")
                        .param("value", end);
                if (infinities) {
                    assertThat(insert.update()).isEqualTo(1);
                } else {
                    assertThatExceptionOfType(DataAccessException.class)
                            .as(end.toString())
                            .isThrownBy(insert::update);
                }
            }
        }
    }

    /** Connector/J refuses them, MariaDB's driver reads them as null. */
    @ParameterizedTest
    @MethodSource("databases")
    void aZeroDateIsNotNull(TestDatabase database) throws Exception {
        if (!List.of("mariadb", "mysql").contains(database.product())) {
            return;
        }
        try (PooledDatabase petDb = new PooledDatabase(database);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table zeros (day date, happened datetime(6), noted timestamp(6) null, opens time)");
            statement.execute("insert into zeros values (null, null, null, null)");
            statement.execute("set sql_mode = ''");
            for (String column : List.of("day", "happened", "noted")) {
                statement.execute("update zeros set day = null, happened = null, noted = null");
                for (Class<?> type : List.of(LocalDate.class, LocalDateTime.class, Instant.class, String.class)) {
                    assertThat(read(petDb, column, type)).isNull();
                }
                statement.execute("update zeros set " + column + " = 0");
                for (Class<?> type :
                        List.of(LocalDate.class, LocalDateTime.class, Instant.class, String.class, Map.class)) {
                    assertThatExceptionOfType(DataRetrievalFailureException.class)
                            .as(column + " as " + type)
                            .isThrownBy(() -> read(petDb, column, type))
                            .withMessageContainingAll("pet-db", "Column '" + column + "'", "nullif(column, 0)");
                }
                assertThatExceptionOfType(DataRetrievalFailureException.class)
                        .isThrownBy(() -> petDb.sql.query("select " + column + " from zeros"))
                        .withMessageContainingAll("pet-db", "Column '" + column + "'", "nullif(column, 0)");
                assertThatExceptionOfType(DataRetrievalFailureException.class)
                        .isThrownBy(() -> petDb.sql.sql("select " + column + " from zeros").stream(Map.class)
                                .toList())
                        .withMessageContainingAll("Column '" + column + "'", "nullif(column, 0)");
                assertThat(petDb.sql
                                .sql("select cast(" + column + " as char) from zeros")
                                .value(String.class))
                        .startsWith("0000-00-00");
            }
        }
    }

    private static @Nullable Object read(PooledDatabase petDb, String column, Class<?> type) {
        return petDb.sql.query("select " + column + " from zeros", type).get(0);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void objectsThatAreANameAreTexts(TestDatabase database) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            petDb.sql.update("create table names (name varchar(100))");
            for (Object name : List.of(
                    ZoneId.of("America/St_Johns"),
                    ZoneOffset.ofHoursMinutes(-3, -30),
                    Locale.forLanguageTag("pt-BR"),
                    Locale.ROOT,
                    Currency.getInstance("ISK"),
                    TimeZone.getTimeZone("Asia/Kathmandu"),
                    StandardCharsets.ISO_8859_1,
                    new URI("https://example.org/a?b=c"))) {
                petDb.sql
                        .sql("insert into names values (:name)")
                        .param("name", name)
                        .update();
                Class<?> type = name instanceof ZoneId
                        ? ZoneId.class
                        : name instanceof TimeZone
                                ? TimeZone.class
                                : name.equals(StandardCharsets.ISO_8859_1)
                                        ? java.nio.charset.Charset.class
                                        : name.getClass();
                if (!name.equals(Locale.ROOT)) {
                    assertThat(petDb.sql.query("select name from names", type))
                            .isEqualTo(new ArrayList<>(List.of(name)));
                    assertThat(petDb.sql
                                    .sql("select name from names where name in (:names)")
                                    .param("names", List.of(name))
                                    .list(type))
                            .hasSize(1);
                }
                petDb.sql.update("delete from names");
            }
        }
    }

    @Test
    void aNullInAnArrayOfPrimitivesIsNamed() {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.postgres())) {
            assertThatExceptionOfType(DataRetrievalFailureException.class)
                    .isThrownBy(() ->
                            petDb.sql.sql("select array[1, null, 3] as ids").value(int[].class))
                    .withMessageContaining("element 2 is null")
                    .withMessageContaining("Integer");
        }
    }

    @Test
    void anArrayOfArraysIsRefusedWhereTheDriverDoesNotTakeIt() {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.duckdb())) {
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> petDb.sql
                            .sql("select :ids")
                            .param("ids", new int[][] {{1, 2}, {3}})
                            .value(String.class))
                    .withMessageContaining("array of arrays");
            assertThat(petDb.sql
                            .sql("select :ids::int[][] as ids")
                            .param("ids", "[[1, 2], [3]]")
                            .value(Integer[][].class))
                    .isDeepEqualTo(new Integer[][] {{1, 2}, {3}});
        }
    }
}
