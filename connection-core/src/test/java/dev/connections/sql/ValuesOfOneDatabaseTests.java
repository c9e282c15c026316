package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Types that only some databases have: JSON, arrays, structs and large numbers. */
@RequiresServer
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesOfOneDatabaseTests {

    enum Mood {
        HAPPY,
        SAD {
            @Override
            public String toString() {
                return "sad";
            }
        }
    }

    record Address(String city, int zipCode) {}

    record OfMap(Map<String, Object> v) {}

    record OfLongs(Map<String, Long> v) {}

    record OfAddress(Address v) {}

    record OfAddresses(List<Address> v) {}

    record OfMoods(List<Mood> v) {}

    record OfTree(JsonNode v) {}

    record OfObject(ObjectNode v) {}

    record OfText(String v) {}

    public record Name(String value) {}

    record OfName(Name v) {}

    private final TestConnection postgres = new TestConnection(TestDatabases.postgres(), SqlOptions.defaults());
    private final TestConnection h2 = new TestConnection(TestDatabases.h2(), SqlOptions.defaults());
    private final TestConnection duckdb = new TestConnection(TestDatabases.duckdb(), SqlOptions.defaults());
    private final TestConnection sqlite = new TestConnection(TestDatabases.sqlite(), SqlOptions.defaults());
    private final TestConnection mariadb = new TestConnection(TestDatabases.mariadb(), SqlOptions.defaults());
    private final TestConnection mysql = new TestConnection(TestDatabases.mysql(), SqlOptions.defaults());

    @AfterAll
    void close() {
        Stream.of(postgres, h2, duckdb, sqlite, mariadb, mysql).forEach(TestConnection::close);
    }

    Stream<SqlConnection> all() {
        return Stream.of(postgres, h2, duckdb, sqlite, mariadb, mysql).map(TestConnection::handle);
    }

    Stream<SqlConnection> withArrays() {
        return Stream.of(postgres, h2, duckdb).map(TestConnection::handle);
    }

    @ParameterizedTest
    @MethodSource("all")
    void jsonBecomesRecordsMapsListsAndTreesAndBack(SqlConnection petDb) {
        String type = petDb == postgres.sql ? "jsonb" : "json";
        petDb.update("create table documents (id integer, v " + type + ")");
        petDb.sql("insert into documents values (:id, :v)")
                .batch(List.of(
                        Map.of("id", 1, "v", new Address("Bonn", 53111)),
                        Map.of("id", 2, "v", Map.of("city", "Bonn", "zipCode", 53111)),
                        Map.of("id", 3, "v", JsonMapper.shared().valueToTree(new Address("Bonn", 53111)))));
        for (int id = 1; id <= 3; id++) {
            SqlStatement one =
                    petDb.sql("select v from documents where id = :id").param("id", id);
            assertThat(one.one(OfAddress.class).v()).isEqualTo(new Address("Bonn", 53111));
            assertThat(one.one(OfMap.class).v()).isEqualTo(Map.of("city", "Bonn", "zipCode", 53111));
            assertThat(one.one(OfTree.class).v().get("zipCode").intValue()).isEqualTo(53111);
            assertThat(one.one(OfObject.class).v().size()).isEqualTo(2);
            assertThat(one.rows().as(OfAddress.class)).containsExactly(new OfAddress(new Address("Bonn", 53111)));
            assertThat(one.rows().row(0).get("v", Address.class)).isEqualTo(new Address("Bonn", 53111));
            assertThat(one.rows().row(0).getString("v")).contains("Bonn");
            assertThatThrownBy(() -> one.one(OfMap.class).v().put("x", 1))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> one.one(OfAddresses.class))
                    .isInstanceOf(DataRetrievalFailureException.class)
                    .hasMessageContaining("is not JSON of");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRecordOfOneTextIsMadeOfIt(SqlConnection petDb) {
        assertThat(petDb.query("select cast('Tom' as char(3)) as v", OfName.class))
                .containsExactly(new OfName(new Name("Tom")));
    }

    @ParameterizedTest
    @MethodSource("withArrays")
    void aCollectionIsTheArrayOfAny(SqlConnection petDb) {
        petDb.update("create table anys (n bigint, id uuid, t varchar(10), seen timestamp with time zone)");
        UUID id = UUID.randomUUID();
        Instant now = Instant.parse("2024-10-27T00:30:00Z");
        petDb.sql("insert into anys values (:n, :id, :t, :at)")
                .params(Map.of("n", 7L, "id", id, "t", "HAPPY", "at", now))
                .update();
        String count = "select count(*) from anys where ";
        assertThat(count(petDb, count + "n = any(:x)", List.of(7L, 8L))).isEqualTo(1);
        assertThat(count(petDb, count + "n = any(:x)", Set.of(8L))).isZero();
        if (petDb == duckdb.sql) {
            assertThatThrownBy(() -> count(petDb, count + "n = any(:x)", List.of()))
                    .isInstanceOf(InvalidDataAccessApiUsageException.class)
                    .hasMessageContaining("new Long[0]");
            assertThat(count(petDb, count + "n = any(:x)", new Long[0])).isZero();
        } else {
            assertThat(count(petDb, count + "n = ANY ( :x )", List.of())).isZero();
        }
        assertThat(count(petDb, count + "id = any(:x)", List.of(id))).isEqualTo(1);
        assertThat(count(petDb, count + "t = any(:x)", List.of(Mood.HAPPY, Mood.SAD)))
                .isEqualTo(1);
        assertThat(count(petDb, count + "t = any(:x)", Arrays.asList("HAPPY", null)))
                .isEqualTo(1);
        assertThat(count(petDb, count + "seen = any(:x)", List.of(now))).isEqualTo(1);
        assertThat(count(petDb, count + "n in (:x)", List.of(7L, 8L))).isEqualTo(1);
        assertThatThrownBy(() -> count(petDb, count + "n = any(:x)", List.of(7L, "8")))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("elements of one class");
    }

    private static long count(SqlConnection petDb, String sql, Object x) {
        return petDb.query(sql, Map.of("x", x), Long.class).get(0);
    }

    @Test
    void mariaDbHasNoArrays() {
        assertThatThrownBy(() -> count(mariadb.sql, "select 1 from dual where 1 = any(:x)", List.of(1)))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("in (:ids)");
    }

    @Test
    void enumsOfPostgresAreConstantsInArraysToo() {
        SqlConnection petDb = postgres.sql;
        petDb.update("create type mood as enum ('HAPPY', 'SAD')");
        petDb.update("create table moods (m mood, all_of mood[])");
        petDb.sql("insert into moods values (:m, :all)")
                .param("m", Mood.HAPPY)
                .param("all", new Mood[] {Mood.SAD, Mood.HAPPY})
                .update();
        assertThat(petDb.query(
                        "select all_of as v from moods where m = any(:m) and m in (:m) and m = :m2",
                        Map.of("m", List.of(Mood.HAPPY, Mood.SAD), "m2", Mood.HAPPY),
                        OfMoods.class))
                .containsExactly(new OfMoods(List.of(Mood.SAD, Mood.HAPPY)));
    }

    @Test
    void postgresTypesWithoutAJavaTypeAreText() {
        Row row = postgres.sql
                .query("select 1234.56::money as m, b'0101' as b, '{\"a\":1}'::jsonb as j, row(1, 'a') as r, "
                        + "'NaN'::numeric as n, '10.0.0.1'::inet as i")
                .row(0);
        assertThat(row.getString("m")).contains("1,234.56");
        assertThat(row.getString("b")).isEqualTo("0101");
        assertThat(row.getInt("b")).isEqualTo(5);
        assertThat(row.getObject("r")).isEqualTo("(1,a)");
        assertThat(row.getObject("n")).isEqualTo(Double.NaN);
        assertThat(row.getString("i")).isEqualTo("10.0.0.1");
        assertThatThrownBy(() -> row.getBigDecimal("m"))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("is not a number");
        assertThatThrownBy(() -> row.getBigDecimal("n"))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("use double or String");
    }

    @Test
    void aCursorOfPostgresIsItsName() {
        SqlConnection petDb = postgres.sql;
        petDb.update("create function pets() returns refcursor language plpgsql as "
                + "$$ declare c refcursor := 'pets'; begin open c for select 7 as n; return c; end $$");
        String cursor = petDb.query("select pets() as c").row(0).getString("c");
        assertThat(cursor).isEqualTo("pets");
        int n = petDb.inTransaction(tx -> {
            String name = tx.sql("select pets()").one(String.class);
            return tx.sql("fetch all in \"" + name + "\"").one(Integer.class);
        });
        assertThat(n).isEqualTo(7);
    }

    @Test
    void structsKeepTheNamesOfTheirFields() {
        SqlConnection duck = duckdb.sql;
        assertThat(duck.query("select struct_pack(city := 'B', zip_code := 1) as v", OfMap.class))
                .containsExactly(new OfMap(Map.of("city", "B", "zip_code", 1)));
        assertThat(duck.query("select struct_pack(city := 'B', zip_code := 1) as v", OfAddress.class))
                .containsExactly(new OfAddress(new Address("B", 1)));
        assertThat(duck.query("select [{'city': 'B', 'zip_code': 1}] as v", OfAddresses.class))
                .containsExactly(new OfAddresses(List.of(new Address("B", 1))));
        assertThat(duck.query("select map {'a': 1} as v", OfLongs.class).get(0).v())
                .isEqualTo(Map.of("a", 1L));
        assertThat(value(duck, "row(1, 'a')")).isEqualTo(List.of(1, "a"));
        assertThat(value(duck, "union_value(num := 2)")).isEqualTo(2);
        assertThat(value(duck, "{'a': [{'b': 1}]}")).isEqualTo(Map.of("a", List.of(Map.of("b", 1))));
        assertThat(value(h2.sql, "row(1, 'a')")).isEqualTo(Map.of("c1", 1, "c2", "a"));
        assertThat(value(h2.sql, "array[row(1, 'a')]")).isEqualTo(List.of(Map.of("c1", 1, "c2", "a")));
        assertThatThrownBy(() -> duck.query("select {'town': 'B', 'zip_code': 1} as v", OfAddress.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("no field for 'city'");
    }

    private static @Nullable Object value(SqlConnection petDb, String expression) {
        return petDb.query("select " + expression + " as v").row(0).getObject("v");
    }

    @Test
    void duckDbTakesLargeNumbersOrRefusesThem() {
        SqlConnection duck = duckdb.sql;
        duck.update("create table large (d decimal(38, 10), u uhugeint)");
        assertThat(duck.query("select :x as v", Map.of("x", BigInteger.TEN.pow(38)), BigInteger.class))
                .containsExactly(BigInteger.TEN.pow(38));
        assertThat(duck.query("select :x as v", Map.of("x", new BigDecimal("1E+30")), BigDecimal.class))
                .containsExactly(new BigDecimal("1E+30").setScale(0));
        assertThat(duck.query("select :x as v", Map.of("x", BigInteger.TWO.pow(128)), BigInteger.class))
                .containsExactly(BigInteger.TWO.pow(128));
        assertThatThrownBy(() -> duck.update("insert into large (d) values (:x)", Map.of("x", new BigDecimal("1e-39"))))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("at most 38 digits");
    }

    @Test
    void bitsOfMySqlAreNumbersAndTinyintKeepsItsValue() {
        for (SqlConnection petDb : List.of(mariadb.sql, mysql.sql)) {
            petDb.update("create or replace table bits (b16 bit(16), b64 bit(64), b1 bit(1), t tinyint(1))");
            petDb.update("insert into bits values (258, 18446744073709551615, 1, 5), (1, 1, 0, 1)");
            Rows rows = petDb.query("select * from bits order by b16 desc");
            assertThat(rows.column("b16", Long.class)).containsExactly(258L, 1L);
            assertThat(rows.row(0).getObject("b64")).isInstanceOf(byte[].class);
            assertThatThrownBy(() -> rows.row(0).getLong("b64")).isInstanceOf(DataRetrievalFailureException.class);
            assertThat(rows.column("b1", Object.class)).containsExactly(true, false);
            assertThat(rows.column("t", Object.class)).containsExactly(5, true);
            assertThat(rows.column("t", Integer.class)).containsExactly(5, 1);
            assertThat(rows.column("t", Boolean.class)).containsExactly(true, true);
            assertThat(petDb.query("select t from bits order by b16", boolean.class))
                    .containsExactly(true, true);
            assertThat(petDb.query("select t from bits order by b16", String.class))
                    .containsExactly("true", "5");
            assertThat(petDb.query("select t from bits order by b16", byte.class))
                    .containsExactly((byte) 1, (byte) 5);
        }
    }

    @Test
    void sqliteStoresNoNullForNaN() {
        for (Object nan : List.of(Double.NaN, Float.NaN)) {
            assertThatThrownBy(() -> sqlite.sql.query("select :x as v", Map.of("x", nan)))
                    .isInstanceOf(InvalidDataAccessApiUsageException.class)
                    .hasMessageContaining("the parameter 1 is NaN, which SQLite would store as NULL");
        }
        assertThat(sqlite.sql.query("select :x as v", Map.of("x", Double.POSITIVE_INFINITY), Double.class))
                .containsExactly(Double.POSITIVE_INFINITY);
        assertThat(sqlite.sql.query("select :x as v", Map.of("x", 0.1f), Float.class))
                .containsExactly(0.1f);
    }

    @Test
    void duckDbTakesInfinities() {
        SqlConnection duck = duckdb.sql;
        duck.update("create table infinities (t timestamptz, l timestamp, d date)");
        duck.update(
                "insert into infinities values (:t, :l, :d)",
                Map.of("t", Instant.MAX, "l", LocalDateTime.MIN, "d", LocalDate.MAX));
        Row row = duck.query("select * from infinities where isinf(t) and isinf(l) and isinf(d)")
                .row(0);
        assertThat(row.getInstant("t")).isEqualTo(Instant.MAX);
        assertThat(row.getLocalDateTime("l")).isEqualTo(LocalDateTime.MIN);
        assertThat(row.getLocalDate("d")).isEqualTo(LocalDate.MAX);
    }

    @Test
    void arraysOfPostgresHoldInfinitiesAndAllYears() {
        assertTakes(
                "timestamptz[]",
                new Instant[] {Instant.MAX, null, Instant.MIN, Instant.parse("-0043-03-15T12:00:00Z")});
        assertTakes("timestamptz[]", new OffsetDateTime[] {
            OffsetDateTime.MAX, OffsetDateTime.MIN, OffsetDateTime.parse("+12345-01-01T00:00+18:00")
        });
        assertTakes("timestamp[]", new LocalDateTime[] {
            LocalDateTime.MAX, LocalDateTime.MIN, LocalDateTime.parse("-0043-03-15T01:02:03.000004")
        });
        assertTakes("date[]", new LocalDate[] {
            LocalDate.MAX, LocalDate.MIN, LocalDate.parse("-0043-03-15"), LocalDate.parse("0099-01-01"), null
        });
    }

    private void assertTakes(String type, Object[] values) {
        Object[] read = postgres.sql
                .sql("select cast(:v as " + type + ") as v")
                .param("v", values)
                .rows()
                .row(0)
                .get("v", values.getClass());
        assertThat(read)
                .usingElementComparator(ValuesOfOneDatabaseTests::compare)
                .containsExactly(values);
    }

    /** Moments by what they are, not by their offsets. */
    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one instanceof OffsetDateTime first && other instanceof OffsetDateTime second) {
            return first.toInstant().compareTo(second.toInstant());
        }
        return Objects.equals(one, other) ? 0 : 1;
    }
}
