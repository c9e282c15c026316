package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.snowflake.session.TraceQueryTag;
import dev.connections.sql.observation.SqlObservationContext;
import dev.connections.testing.snowflake.RequestKind;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** What Snowflake's query history shows for statements. */
@Timeout(60)
class QueryTagTests {

    private final TestAccount account = new TestAccount();

    private final SnowflakeConnection warehouse = account.warehouse;

    @AfterEach
    void close() {
        account.close();
    }

    private String tag(String sql) {
        return String.valueOf(account.server.tagOf(sql));
    }

    @Test
    void namesTheConnectionAndCostsNoRequest() {
        warehouse.query("select 1");
        assertThat(tag("select 1")).isEqualTo("{\"tag\":\"nightly\",\"connection\":\"warehouse\"}");
        assertThat(account.server.count(RequestKind.QUERY)).isEqualTo(1);
    }

    @Test
    void namesTheSpanOfEachCall() {
        account.observations.observationConfig().observationHandler(new NumberedSpans());
        warehouse.query("select 1");
        warehouse.query("select 2");
        assertThat(tag("select 1"))
                .isEqualTo("{\"tag\":\"nightly\",\"connection\":\"warehouse\",\"trace_id\":\"t\",\"span_id\":\"1\"}");
        assertThat(tag("select 2")).contains("\"span_id\":\"2\"");
        account.server.faults().clear();
    }

    @Test
    void isThereForEveryWayToAStatement() throws Exception {
        MDC.put("trace_id", "of the agent");
        MDC.put("span_id", "s");
        try {
            warehouse.update("create table t (n int)");
            warehouse.jdbcClient().sql("select 3").query(Integer.class).single();
            warehouse.sql("insert into t values (:n)").batch(List.of(Map.of("n", 1), Map.of("n", 2)));
            try (Stream<Integer> stream = warehouse.sql("select 4").stream(Integer.class)) {
                assertThat(stream).containsExactly(4);
            }
            warehouse.submit("select 5").await(Duration.ofSeconds(30));
            warehouse.script("select 6; select 7");
            warehouse.write("t", List.of(Map.of("n", 3)));
        } finally {
            MDC.clear();
        }
        for (String sql : List.of("create table t (n int)", "select 3", "select 4", "select 5", "select 6; select 7")) {
            assertThat(tag(sql)).as(sql).contains("\"trace_id\":\"of the agent\",\"span_id\":\"s\"");
        }
        assertThat(account.server.sent())
                .filteredOn(sql -> sql.startsWith("copy into"))
                .allSatisfy(sql -> assertThat(tag(sql)).contains("of the agent"));
    }

    @Test
    void isValidJsonAndNeverTooLong() {
        TraceQueryTag tags = new TraceQueryTag();
        assertThat(tags.queryTag("a\"b", null)).isEqualTo("{\"connection\":\"a\\\"b\"}");
        assertThat(tags.queryTag("a", "x".repeat(1950))).hasSizeLessThanOrEqualTo(2000);
        assertThat(tags.queryTag("a", "x".repeat(2000))).isNull();
    }

    /** Puts ids where Micrometer's tracing puts them, when it does. */
    private static final class NumberedSpans implements ObservationHandler<SqlObservationContext> {

        private int spans;

        @Override
        public void onScopeOpened(SqlObservationContext context) {
            MDC.put("traceId", "t");
            MDC.put("spanId", String.valueOf(++spans));
        }

        @Override
        public void onScopeClosed(SqlObservationContext context) {
            MDC.clear();
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof SqlObservationContext;
        }
    }
}
