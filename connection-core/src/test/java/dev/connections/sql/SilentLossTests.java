package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.mapping.TemporalValues;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabases;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** What some drivers bind, store or read as something else without an error: it is right, or refused. */
@RequiresServer
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentLossTests {

    private final TestConnection postgres = TestConnection.withDriverDefaults(TestDatabases.postgres());
    private final TestConnection h2 = TestConnection.withDriverDefaults(TestDatabases.h2());
    private final TestConnection duckdb = TestConnection.withDriverDefaults(TestDatabases.duckdb());
    private final TestConnection sqlite = TestConnection.withDriverDefaults(TestDatabases.sqlite());
    private final TestConnection mariadb = TestConnection.withDriverDefaults(TestDatabases.mariadb());
    private final TestConnection mysql = TestConnection.withDriverDefaults(TestDatabases.mysql());

    @AfterAll
    void close() {
        Stream.of(postgres, h2, duckdb, sqlite, mariadb, mysql).forEach(TestConnection::close);
    }

    Stream<SqlConnection> all() {
        return Stream.of(postgres, h2, duckdb, sqlite, mariadb, mysql).map(TestConnection::handle);
    }

    Stream<SqlConnection> countable() {
        return Stream.of(h2, duckdb, sqlite, mariadb, mysql).map(TestConnection::handle);
    }

    Stream<SqlConnection> ofMySql() {
        return Stream.of(mariadb, mysql).map(TestConnection::handle);
    }

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("pet-db")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @MethodSource("countable")
    void aMissingPositionalValueIsNotNullAndAnExtraOneIsNotIgnored(SqlConnection petDb) {
        String two = "select ? as a, ? as b, '?' as c";
        refused(() -> petDb.sql(two).param(1).rows(), "1 values are given");
        refused(() -> petDb.sql(two).params(1, 2, 3).list(Map.class), "3 values are given");
        refused(() -> petDb.query(two), "0 values are given");
        assertThat(petDb.sql(two).params(1, 2).rows().size()).isOne();
    }

    @Test
    void theOwnParametersOfSqliteAreNotNull() {
        refused(() -> sqlite.sql.query("select @id as a"), "0 values are given");
        refused(() -> sqlite.sql.query("select $id as a, ?2 as b"), "0 values are given");
        assertThat(sqlite.sql.sql("select ?1 as a, ?1 as b").param(5).rows().toMaps())
                .containsExactly(Map.of("a", 5L, "b", 5L));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theElementsOfABatchHaveEquallyManyValues(SqlConnection petDb) {
        petDb.update("create table uneven (id integer, v varchar(10))");
        refused(
                () -> petDb.sql("insert into uneven values (?, ?)")
                        .batch(List.of(new Object[] {1, "a"}, new Object[] {2})),
                "the element 1 of the batch has 1 values, and the first one 2");
        refused(() -> petDb.sql("select * from uneven where id = :id").batch(List.of(Map.of("id", 1))), "queries");
        assertThat(petDb.query("select count(*) from uneven", Integer.class)).containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void halfASurrogatePairIsStoredAsItIsOrRefused(SqlConnection petDb) {
        petDb.update("create table halves (v varchar(10))");
        for (String text : List.of("\uD800", "a\uDC00b", "\uD83D'x", "\uDE00\uD83D")) {
            if (petDb == h2.sql) {
                petDb.update("insert into halves values (:v)", Map.of("v", text));
            } else {
                refused(() -> petDb.update("insert into halves values (:v)", Map.of("v", text)), "surrogate");
                refused(
                        () -> petDb.update("insert into halves values (:v)", Map.of("v", new StringBuilder(text))),
                        "surrogate");
            }
        }
        String pair = "a\uD83D\uDE00b";
        if (petDb != mariadb.sql && petDb != mysql.sql) {
            assertThat(petDb.sql("select cast(:v as varchar(10)) as v")
                            .param("v", pair)
                            .one(String.class))
                    .isEqualTo(pair);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anObjectThatTheDriverDoesNotKnowIsNotSerialized(SqlConnection petDb) {
        petDb.update("create table objects (v varchar(200))");
        for (Object object : List.of(MonthDay.of(2, 29), Thread.class, new Unknown())) {
            assertThatThrownBy(() -> petDb.update("insert into objects values (:v)", Map.of("v", object)))
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(petDb.query("select count(*) from objects", Integer.class)).containsExactly(0);
        petDb.update("create table counters (a integer, b bigint)");
        petDb.update(
                "insert into counters values (:a, :b)",
                Map.of("a", new AtomicInteger(3), "b", new AtomicLong(1L << 40)));
        assertThat(petDb.query("select b from counters where a = 3", Long.class))
                .containsExactly(1L << 40);
    }

    /** Of no SQL type. */
    private static final class Unknown implements Serializable {

        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @MethodSource("ofMySql")
    void numbersThatMySqlWouldChangeAreRefused(SqlConnection petDb) {
        petDb.update("create table doubles (v double)");
        String insert = "insert into doubles values (:v)";
        for (Object number : List.of(Double.NaN, Double.NEGATIVE_INFINITY, Float.NaN)) {
            refused(() -> petDb.update(insert, Map.of("v", number)), "cannot store");
        }
        refused(() -> petDb.update(insert, Map.of("v", new BigDecimal("1E+65"))), "65 digits");
        refused(() -> petDb.update(insert, Map.of("v", BigInteger.TEN.pow(400))), "65 digits");
        petDb.update(insert, Map.of("v", new BigDecimal("9E+64")));
        assertThat(petDb.query("select v from doubles", Double.class)).containsExactly(9e64);
    }

    @ParameterizedTest
    @MethodSource("ofMySql")
    void eachFlagButZeroIsTrue(SqlConnection petDb) {
        petDb.update("create table flags (v tinyint(1))");
        for (int flag : new int[] {-128, -2, -1, 0, 1, 127}) {
            petDb.update("delete from flags");
            petDb.update("insert into flags values (:v)", Map.of("v", flag));
            SqlStatement read = petDb.sql("select v from flags");
            assertThat(read.value(Boolean.class)).isEqualTo(flag != 0);
            assertThat(read.list(OfFlag.class)).containsExactly(new OfFlag(flag != 0));
            assertThat(read.rows().row(0).get("v", Boolean.class)).isEqualTo(flag != 0);
        }
    }

    record OfFlag(boolean v) {}

    @Test
    void arraysOfDuckDbKeepDatesAndDigits() {
        SqlStatement text = duckdb.sql.sql("select cast(:v as varchar)");
        assertThat(text.param("v", new LocalDate[] {
                            LocalDate.of(-43, 3, 15), LocalDate.of(1582, 10, 10), LocalDate.of(2011, 12, 30), null
                        })
                        .one(String.class))
                .isEqualTo("['0044-03-15 (BC)', 1582-10-10, 2011-12-30, NULL]");
        assertThat(text.param("v", new BigDecimal[] {new BigDecimal("1.23456789"), new BigDecimal("1E+3"), null})
                        .one(String.class))
                .isEqualTo("[1.23456789, 1000.00000000, NULL]");
        assertThat(text.param("v", new BigInteger[] {BigInteger.TEN.pow(30)}).one(String.class))
                .isEqualTo("[" + BigInteger.TEN.pow(30) + "]");
        assertThat(text.param("v", new OffsetDateTime[] {OffsetDateTime.MAX}).one(String.class))
                .isEqualTo("[infinity]");
        refused(
                () -> text.param("v", new BigDecimal[] {new BigDecimal("1E-20"), new BigDecimal("1E+20")})
                        .one(String.class),
                "41 digits");
    }

    @Test
    void localTimesInArraysOfH2AreNotTakenThroughTheZoneOfTheJvm() {
        LocalDateTime skipped = nextSkippedHour();
        assertThat(h2.sql
                        .sql("select cast(:v as varchar)")
                        .param("v", new LocalDateTime[] {skipped})
                        .one(String.class))
                .contains(skipped.toString().replace('T', ' '));
        Object nested = h2.sql
                .query("select array[array[timestamp '" + skipped.toString().replace('T', ' ') + "', null]] as v")
                .row(0)
                .getObject("v");
        assertThat(nested).isEqualTo(List.of(Arrays.asList(skipped, null)));
    }

    /** An hour that the JVM's zone skips, if it has one. */
    private static LocalDateTime nextSkippedHour() {
        var transition =
                TimeZone.getDefault().toZoneId().getRules().nextTransition(Instant.parse("2001-01-01T00:00:00Z"));
        return transition == null || !transition.isGap()
                ? LocalDateTime.parse("2001-04-01T00:10:15")
                : transition.getDateTimeBefore().plusMinutes(10).plusSeconds(15);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noMoreRowsThanWanted(SqlConnection petDb) {
        SqlStatement three =
                petDb.sql("select 1 as v union all select 2 union all select 3").maxRows(2);
        assertThat(three.list(Integer.class)).hasSize(2);
        assertThat(three.rows().size()).isEqualTo(2);
        try (Stream<Integer> rows = three.stream(Integer.class)) {
            assertThat(rows).hasSize(2);
        }
    }

    @Test
    void sqliteDoesNotIgnoreTheSecondStatement() {
        SqlConnection petDb = sqlite.sql;
        petDb.update("create table firsts (v integer);");
        refused(
                () -> petDb.update("insert into firsts values (1); insert into firsts values (2)"),
                "one after the other");
        refused(
                () -> petDb.sql("insert into firsts values (?); delete from firsts")
                        .batch(List.of(List.of(1))),
                "one after the other");
        petDb.update("create trigger twice after insert on firsts begin select 1; select 2; end");
        petDb.update("insert into firsts values (3); -- done");
        assertThat(petDb.query("select v from firsts", Integer.class)).containsExactly(3);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSemicolonBeforeACommentAndAWordBeforeAParameterAreUnderstood(SqlConnection petDb) {
        assertThat(petDb.query("select 1 as v; -- done", Integer.class)).containsExactly(1);
        assertThat(petDb.query("select 1 as v; /* done */ ;").size()).isOne();
        assertThat(petDb.query(
                        "select case when 1=:a then:b else:c end as v", Map.of("a", 1, "b", 2, "c", 3), Integer.class))
                .containsExactly(2);
    }

    @Test
    void infinityIsThatOfTheDriverAsADateToo() {
        assertThat(postgres.sql.query("select date 'infinity' as v", java.sql.Date.class))
                .containsExactly(new java.sql.Date(TemporalValues.LATEST_DATE));
        assertThat(duckdb.sql.query("select date '-infinity' as v", java.sql.Date.class))
                .containsExactly(new java.sql.Date(TemporalValues.EARLIEST_DATE));
        assertThatThrownBy(() -> h2.sql.query("select date '300000000-01-01' as v", java.sql.Date.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("use LocalDate");
    }

    @Test
    void theLastTimeWithAnOffsetIsRefusedHoweverOftenItIsRead() {
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() ->
                            postgres.sql.query("select timetz '24:00+02' as v").toMaps())
                    .isInstanceOf(DataRetrievalFailureException.class);
        }
        assertThatThrownBy(() -> postgres.sql
                        .query("select array[timetz '24:00+02'] as v")
                        .toMaps())
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("cast(column as text)");
    }

    @Test
    void aLongDurationIsAnIntervalOfPostgres() {
        for (Duration duration : List.of(Duration.ofDays(400_000).plusMillis(1), Duration.ofDays(-400_000))) {
            assertThat(postgres.sql.sql("select :v as v").param("v", duration).one(Duration.class))
                    .isEqualTo(duration);
        }
    }

    @Test
    void aTextOfSqliteWithAnOffsetIsALocalTimeOfUtc() {
        String text = "select '2024-03-10 02:30:00+05:00' as v";
        sqlite.sql.update("create table moments (v timestamp)");
        sqlite.sql.update("insert into moments values ('2024-03-10 02:30:00+05:00')");
        LocalDateTime utc = LocalDateTime.parse("2024-03-09T21:30");
        for (String sql : List.of(text, "select v from moments")) {
            assertThat(sqlite.sql.query(sql, LocalDateTime.class)).containsExactly(utc);
            assertThat(sqlite.sql.query(sql, LocalDate.class)).containsExactly(utc.toLocalDate());
            assertThat(sqlite.sql.query(sql).row(0).get("v", LocalDateTime.class))
                    .isEqualTo(utc);
            assertThat(sqlite.sql.query(sql, Instant.class)).containsExactly(Instant.parse("2024-03-09T21:30:00Z"));
        }
    }

    @Test
    void aTinyNumberIsNotFalse() {
        assertThatThrownBy(() -> postgres.sql.query("select 1e-400::numeric as v", Boolean.class))
                .isInstanceOf(DataRetrievalFailureException.class);
    }
}
