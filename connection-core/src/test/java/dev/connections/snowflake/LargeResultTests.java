package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.testing.snowflake.RequestKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read from Snowflake: all of its types, and results that come in many chunks. */
@Timeout(60)
class LargeResultTests {

    private final TestAccount account = new TestAccount();

    record Sample(
            long n,
            BigDecimal price,
            double ratio,
            String name,
            boolean active,
            LocalDate born,
            LocalTime at,
            LocalDateTime local,
            OffsetDateTime zoned,
            Instant instant) {}

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void keepsEveryTypeAsRecordAndAsRows() {
        Sample sample = new Sample(
                42,
                new BigDecimal("12.50"),
                1.5,
                "Zoë",
                true,
                LocalDate.of(2024, 2, 29),
                LocalTime.of(23, 59, 58, 123_000_000),
                LocalDateTime.of(2024, 7, 1, 12, 0, 0, 123_456_789),
                OffsetDateTime.parse("2024-07-01T12:00:00.5+05:30"),
                Instant.parse("2024-01-01T00:00:00.000000010Z").plusNanos(90));
        account.server.execute(
                "create table samples (n bigint, price numeric(10,2), ratio double precision, name STRING, active boolean,"
                        + " born date, at time(9), local TIMESTAMP_NTZ, zoned TIMESTAMP_TZ, instant TIMESTAMP_LTZ)");
        account.warehouse
                .sql(
                        "insert into samples values (:n, :price, :ratio, :name, :active, :born, :at, :local, :zoned, :instant)")
                .paramSource(sample)
                .update();
        assertThat(account.warehouse.query("select * from samples", Sample.class))
                .containsExactly(sample);
        Rows rows = account.warehouse.query("select * from samples");
        assertThat(rows.as(Sample.class)).containsExactly(sample);
        assertThat(rows.column("local", LocalDateTime.class)).containsExactly(sample.local());
        assertThat(account.warehouse
                        .sql("select count(*) from samples where local = :local and born = :born and zoned = :zoned")
                        .paramSource(sample)
                        .value(Integer.class))
                .isEqualTo(1);
    }

    @Test
    void readsAndStreamsManyChunks() {
        account.server.chunkSize(1000);
        String query = "select x n, 'name ' || x name from system_range(1, 25500)";
        Rows rows = account.warehouse.query(query);
        assertThat(rows.size()).isEqualTo(25_500);
        assertThat(rows.column("n", Long.class)).endsWith(25_500L);
        try (Stream<Row> stream = account.warehouse.sql(query).stream(Row.class)) {
            assertThat(stream.mapToLong(row -> row.getLong("n")).sum()).isEqualTo(25_500L * 25_501 / 2);
        }
        assertThat(account.server.count(RequestKind.CHUNK)).isEqualTo(2 * 25);
    }

    @Test
    void aStreamThatEndsEarlyGivesItsConnectionBack() {
        account.server.chunkSize(1000);
        try (Stream<Row> stream = account.warehouse.sql("select x n from system_range(1, 50000)").stream(Row.class)) {
            assertThat(stream.findFirst()).isPresent();
        }
        assertThat(account.one()).isEqualTo(1);
    }

    @Test
    void showsAndDescribesAsRows() {
        account.server.execute("create table pets (name varchar, age int)");
        assertThat(account.warehouse.query("show tables like 'PETS'").column("name", String.class))
                .containsExactly("PETS");
        assertThat(account.warehouse.query("describe table pets").toMaps())
                .extracting(column -> Map.of("name", column.get("name"), "type", column.get("type")))
                .containsExactly(Map.of("name", "NAME", "type", "VARCHAR"), Map.of("name", "AGE", "type", "NUMBER"));
    }

    @Test
    @Timeout(240)
    void aMillionRowsTakeNoMoreThanThoseOfOtherDatabases() {
        account.server.chunkSize(100_000);
        Rows rows = account.warehouse.query(
                "select x id, 'owner ' || (x * 7919 % 1000003) name, 'city ' || (x % 20) city,"
                        + " cast(x % 90 as int) age, cast(x as double precision) / 7 weight,"
                        + " timestamp '2020-01-01 00:00:00' + x * interval '71' second last_seen from system_range(1, 1000000)");
        assertThat(rows.size()).isEqualTo(1_000_000);
        assertThat(rows.row(999_999).getString("name")).isEqualTo("owner " + 1_000_000L * 7919 % 1_000_003);
        assertThat(rows.sizeInBytes() / rows.size()).isLessThanOrEqualTo(55);
    }
}
