package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.testing.snowflake.RequestKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.util.unit.DataSize;

/** Bulk writes by stage and {@code COPY}. */
@Timeout(60)
class TableWriteTests {

    record Order(long orderId, String item) {}

    private final TestAccount account = new TestAccount();

    private final SnowflakeConnection warehouse = account.warehouse;

    @AfterEach
    void close() {
        account.close();
    }

    private void createOrders() {
        warehouse.update("create table orders (order_id bigint not null, item varchar)");
    }

    private int count() {
        Integer count = warehouse.sql("select count(*) from orders").value(Integer.class);
        return (count == null) ? -1 : count;
    }

    private static Stream<Order> orders(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Order(i, "item " + i));
    }

    @Test
    void writesRecordsByNameInFilesThatAreGoneAfterwards() {
        createOrders();
        List<WriteResult> progress = new ArrayList<>();
        WriteResult written = warehouse
                .write("orders")
                .chunkSize(DataSize.ofKilobytes(10))
                .onProgress(progress::add)
                .from(orders(5000));
        assertThat(written.rows()).isEqualTo(5000);
        assertThat(written.files()).isBetween(5, 20).isEqualTo(progress.size());
        assertThat(written.bytes()).isPositive();
        assertThat(progress).last().isEqualTo(written);
        assertThat(progress).extracting(WriteResult::rows).isSorted().doesNotHaveDuplicates();
        assertThat(warehouse.query("select order_id, item from orders order by order_id", Order.class))
                .containsExactlyElementsOf(orders(5000).toList());
        assertThat(account.server.stagedFiles()).isZero();
        assertThat(account.openStatements()).isZero();
    }

    @Test
    void writesRowsMapsAndLists() {
        createOrders();
        warehouse.write("orders", List.of(new Order(1, "tea"), new Order(2, "milk")));
        warehouse.write("orders", List.of(Map.of("order_id", 3, "ITEM", "salt")));
        Rows rows = warehouse.query("select order_id + 10 order_id, item from orders where order_id < 3");
        assertThat(warehouse.write("orders", rows))
                .extracting(WriteResult::rows)
                .isEqualTo(2L);
        Stream<Row> one = warehouse.query("select 5 order_id, null item").stream();
        assertThat(warehouse.write("orders", one).rows()).isEqualTo(1);
        assertThat(warehouse.query("select order_id from orders order by 1", Long.class))
                .containsExactly(1L, 2L, 3L, 5L, 11L, 12L);
    }

    @Test
    void everyValueArrivesAsItIs() {
        warehouse.update(
                "create table t (n numeric(38,10), f double, s varchar, b boolean, bin varbinary, d date, t time(9),"
                        + " ntz TIMESTAMP_NTZ, tz TIMESTAMP_TZ, ltz TIMESTAMP_LTZ, v VARIANT)");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("n", new BigDecimal("1234567890123456789012345678.0123456789"));
        values.put("f", 0.1 + 0.2);
        values.put("s", "Zo\u00eb's \"quoted\", \\N \\\\ back\\slash\r\nnext\tline \ud83d\ude00 \u4e16\u754c");
        values.put("b", true);
        values.put("bin", new byte[] {0, -1, 10, 34});
        values.put("d", LocalDate.of(1582, 10, 4));
        values.put("t", LocalTime.of(23, 59, 59, 123456789));
        values.put("ntz", LocalDateTime.of(2024, 2, 29, 12, 0, 0, 123456789));
        values.put("tz", OffsetDateTime.parse("1969-12-31T23:59:59.999999999-03:30"));
        values.put("ltz", Instant.parse("2024-02-29T12:00:00.12345678Z"));
        values.put("v", Map.of("a", List.of(1, "x\"y\n", true)));
        Map<String, Object> nulls = new LinkedHashMap<>();
        values.keySet().forEach(name -> nulls.put(name, null));
        Map<String, Object> empty = new LinkedHashMap<>(nulls);
        empty.put("s", "");
        empty.put("bin", new byte[0]);
        warehouse.write("t", List.of(values, nulls, empty));

        List<Row> rows = new ArrayList<>();
        warehouse.query("select * from t where n is not null").forEach(rows::add);
        Row row = rows.get(0);
        assertThat(row.getBigDecimal("n")).isEqualByComparingTo((BigDecimal) values.get("n"));
        assertThat(row.getDouble("f")).isEqualTo(0.1 + 0.2);
        assertThat(row.getString("s")).isEqualTo(values.get("s"));
        assertThat(row.getBoolean("b")).isTrue();
        assertThat(row.getBytes("bin")).containsExactly(0, -1, 10, 34);
        assertThat(row.getLocalDate("d")).isEqualTo(values.get("d"));
        assertThat(row.get("t", LocalTime.class)).isEqualTo(values.get("t"));
        assertThat(row.getLocalDateTime("ntz")).isEqualTo(values.get("ntz"));
        assertThat(row.get("tz", OffsetDateTime.class)).isEqualTo(values.get("tz"));
        assertThat(row.getInstant("ltz")).isEqualTo(values.get("ltz"));
        assertThat(row.getString("v")).isEqualTo("{\"a\":[1,\"x\\\"y\\u000a\",true]}".replace("\\u000a", "\\n"));
        assertThat(warehouse
                        .sql("select count(*) from t where s is null and bin is null and b is null and v is null"
                                + " and d is null and tz is null")
                        .value(Integer.class))
                .isEqualTo(1);
        assertThat(warehouse
                        .sql("select count(*) from t where s = '' and length(bin) = 0")
                        .value(Integer.class))
                .isEqualTo(1);
    }

    @Test
    void whatWasReadIsWrittenAsItWas() {
        everyValueArrivesAsItIs();
        warehouse.update("create table copy as select * from t where 1 = 0");
        Rows rows = warehouse.query("select * from t");
        assertThat(warehouse.write("copy", rows).rows()).isEqualTo(3);
        assertThat(warehouse.query("select * from copy")).isEqualTo(rows);
    }

    @Test
    void wrongColumnsAreFoundBeforeAnythingIsSent() {
        createOrders();
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders", List.of(Map.of("order_id", 1, "itm", "tea"))))
                .withMessageContaining("warehouse")
                .withMessageContaining("no column 'itm'")
                .withMessageContaining("ITEM");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders", List.of(Map.of("order_id", 1))))
                .withMessageContaining("nothing for 'ITEM'");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders", warehouse.query("select 1 order_id, 2 orderid, 3 item")))
                .withMessageContaining("more than one");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders", List.of("tea")))
                .isNotNull();
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders; drop table orders", List.of(new Order(1, "tea"))))
                .withMessageContaining("there is no table");
        assertThat(account.server.sent()).noneMatch(sql -> sql.startsWith("put") || sql.startsWith("create temporary"));
        assertThat(warehouse
                        .write("orders")
                        .columns("order_id")
                        .from(List.of(new Order(1, "tea")))
                        .rows())
                .isEqualTo(1);
        assertThat(warehouse.sql("select item from orders").value(String.class)).isNull();
    }

    @Test
    void columnsWithADefaultMayBeLeftOut() {
        warehouse.update("create table t (id bigint generated always as identity, n int default 7, s varchar)");
        warehouse.write("t", List.of(Map.of("s", "x")));
        assertThat(warehouse.sql("select n from t").value(Integer.class)).isEqualTo(7);
    }

    @Test
    void aValueThatDoesNotFitEndsTheWrite() {
        warehouse.update("create table t (d date)");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() ->
                        warehouse.write("t", List.of(Map.of("d", LocalDate.EPOCH), Map.of("d", LocalDateTime.now()))))
                .withMessageContaining("'D' (DATE)")
                .withMessageContaining("element 2");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("t", List.of(Map.of("d", LocalDate.EPOCH), Map.of("e", 1))))
                .withMessageContaining("element 2");
        warehouse.update("create table s (s varchar)");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("s", List.of(Map.of("s", "\ud83d"))))
                .withMessageContaining("surrogate");
        assertThat(account.server.stagedFiles()).isZero();
        assertThat(account.server.running()).isZero();
        assertThat(account.one()).isEqualTo(1);
    }

    @Test
    void aFailedLoadLeavesNothing() {
        createOrders();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            rows.add(Map.of("order_id", (i == 2999) ? "no number" : String.valueOf(i), "item", "x"));
        }
        assertThatThrownBy(() -> warehouse
                        .write("orders")
                        .chunkSize(DataSize.ofKilobytes(1))
                        .from(rows))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("warehouse");
        assertThat(count()).isZero();
        assertThat(account.server.stagedFiles()).isZero();
        assertThat(warehouse.write("orders", orders(10)).rows()).isEqualTo(10);
        assertThat(count()).isEqualTo(10);
    }

    @Test
    void whatTheListenerThrowsEndsTheWrite() {
        createOrders();
        assertThatThrownBy(() -> warehouse
                        .write("orders")
                        .onProgress(written -> {
                            throw new IllegalStateException("enough");
                        })
                        .from(orders(10)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isZero();
        assertThat(account.server.stagedFiles()).isZero();
    }

    @Test
    void isPartOfATransaction() {
        createOrders();
        warehouse.transaction(tx -> {
            tx.update("insert into orders values (1, 'tea')");
            warehouse.write("orders", orders(10));
            tx.update("delete from orders where order_id = 1");
        });
        assertThat(count()).isEqualTo(9);
        assertThatThrownBy(() -> warehouse.transaction(tx -> {
                    tx.update("insert into orders values (100, 'tea')");
                    warehouse.write("orders", orders(10));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isEqualTo(9);
        assertThat(account.server.stagedFiles()).isZero();
    }

    @Test
    void aStageOfOnesOwnIsLeftAsItWas() {
        createOrders();
        warehouse.update("create stage loads");
        assertThat(warehouse
                        .write("orders")
                        .stage("loads/today")
                        .from(orders(10))
                        .rows())
                .isEqualTo(10);
        assertThat(account.server.sent()).noneMatch(sql -> sql.startsWith("create temporary"));
        assertThat(account.server.stagedFiles()).isZero();
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders").stage("loads'; drop table orders; --"))
                .withMessageContaining("is not the name of a stage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"390111", "390114", "390195"})
    void aSessionThatHasEndedCostsNothing(String code) {
        createOrders();
        account.server.faults().answer(RequestKind.QUERY, code, 1);
        assertThat(warehouse.write("orders", orders(10)).rows()).isEqualTo(10);
        assertThat(count()).isEqualTo(10);
    }

    @Test
    void aSessionThatEndsOnTheWayLeavesNothing() {
        createOrders();
        assertThatThrownBy(() -> warehouse
                        .write("orders")
                        .chunkSize(DataSize.ofKilobytes(1))
                        .onProgress(written -> {
                            if (written.files() == 2) {
                                account.server.forgetSessions();
                            }
                        })
                        .from(orders(1000)))
                .isInstanceOf(DataAccessException.class);
        assertThat(count()).isZero();
        assertThat(account.server.stagedFiles()).isZero();
        assertThat(warehouse.write("orders", orders(10)).rows()).isEqualTo(10);
    }

    @Test
    void anAnswerThatIsLostDoesNotLoadTwice() {
        createOrders();
        // the driver asks again by the same id
        account.server.faults().loseAnswer(sql -> sql.startsWith("copy into"), 1);
        assertThat(warehouse.write("orders", orders(10)).rows()).isEqualTo(10);
        assertThat(count()).isEqualTo(10);
    }

    @Test
    void anAnswerThatNeverComesLeavesNothing() {
        createOrders();
        account.server.faults().loseAnswer(sql -> sql.startsWith("copy into"), 100);
        assertThatThrownBy(() -> warehouse.write("orders", orders(10))).isInstanceOf(DataAccessException.class);
        account.server.faults().clear();
        assertThat(count()).isZero();
    }

    @Test
    void anEndWithoutAnAnswerIsToldApart() {
        createOrders();
        account.server.faults().loseAnswer(sql -> sql.equals("commit"), 100);
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> warehouse.write("orders", orders(10)))
                .withMessageContaining("Look whether its 10 rows are there");
        account.server.faults().clear();
        assertThat(count()).isEqualTo(10);
    }

    @Test
    void takesElementsNoFasterThanItSendsThem() {
        createOrders();
        AtomicLong taken = new AtomicLong();
        List<Long> held = new ArrayList<>();
        warehouse
                .write("orders")
                .chunkSize(DataSize.ofKilobytes(10))
                .onProgress(written -> held.add(taken.get() - written.rows()))
                .from(orders(5000).peek(order -> taken.incrementAndGet()));
        assertThat(held).hasSizeGreaterThan(5).allMatch(elements -> elements <= 1);
    }

    @Test
    void takesNoLongerThanItMay() {
        createOrders();
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() -> warehouse
                        .write("orders")
                        .timeout(Duration.ofMillis(1))
                        .from(Stream.iterate(new Order(0, "x"), order -> order)))
                .withMessageContaining("longer than 1 ms");
        assertThat(count()).isZero();
        assertThat(account.server.stagedFiles()).isZero();
    }

    @Test
    void nothingIsWrittenWithoutRows() {
        createOrders();
        assertThat(warehouse.write("orders", Stream.of())).isEqualTo(new WriteResult(0, 0, 0));
        assertThat(warehouse
                        .write("orders", warehouse.query("select * from orders"))
                        .rows())
                .isZero();
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.write("orders", warehouse.query("select 1 other from orders")));
    }
}
