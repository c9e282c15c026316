package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.testing.snowflake.RequestKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;

/** Statements that nobody waits for. */
@Timeout(60)
class AsyncQueryTests {

    record Order(long id, String item) {}

    private final TestAccount account = new TestAccount();

    private final SnowflakeConnection warehouse = account.warehouse;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void givesItsResultWhenItIsThere() {
        warehouse.update("create table orders (id bigint, item varchar)");
        warehouse.update("insert into orders values (1, 'tea'), (2, 'milk')");
        AsyncQuery query = warehouse.submit("select id, item from orders where id > :id", Map.of("id", 1));
        assertThat(query.await(Duration.ofSeconds(30))).isEqualTo(AsyncQuery.Status.SUCCEEDED);
        assertThat(query.rows().toMaps()).containsExactly(Map.of("id", 2L, "item", "milk"));
        assertThat(query.list(Order.class)).containsExactly(new Order(2, "milk"));
        assertThat(warehouse.resume(query.id()).status().isFinal()).isTrue();
    }

    @Test
    void returnsAtOnceAndHoldsNoConnection() {
        AsyncQuery query = warehouse.submit("select system$wait(60)");
        assertThat(query.status()).isEqualTo(AsyncQuery.Status.RUNNING);
        // the pool has one connection
        assertThat(account.one()).isEqualTo(1);
        assertThat(query.await(Duration.ofMillis(50))).isEqualTo(AsyncQuery.Status.RUNNING);
        query.cancel();
        assertThat(query.await(Duration.ofSeconds(30))).isEqualTo(AsyncQuery.Status.CANCELLED);
        assertThatThrownBy(query::rows)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("warehouse")
                .hasMessageContaining(query.id());
        query.cancel();
        assertThat(account.server.running()).isZero();
    }

    @Test
    void isFoundAgainByItsIdAfterARestart() {
        AsyncQuery query = warehouse.submit("select system$wait(0.3)");
        account.supervised.reset();
        account.server.forgetSessions();
        assertThat(warehouse.resume(query.id()).rows().size()).isEqualTo(1);
    }

    @Test
    void tellsWhyItFailed() {
        AsyncQuery query = warehouse.submit("select * from nowhere");
        assertThat(query.await(Duration.ofSeconds(30))).isEqualTo(AsyncQuery.Status.FAILED);
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(query::rows)
                .withMessageContaining("warehouse")
                .withMessageContaining("NOWHERE");
    }

    @Test
    void isCancelledByTheServerWhenItsTimeIsUp() {
        AsyncQuery query = warehouse.submit("select system$wait(60)", Map.of(), Duration.ofMillis(600));
        assertThat(query.await(Duration.ofSeconds(30))).isEqualTo(AsyncQuery.Status.FAILED);
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(query::rows)
                .withMessageContaining(query.id());
        assertThatThrownBy(() -> warehouse.submit("select 1", Map.of(), Duration.ZERO))
                .isInstanceOf(InvalidDataAccessApiUsageException.class);
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        AsyncQuery query = warehouse.submit("select system$wait(60)");
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> query.await(Duration.ofSeconds(30)))
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        query.cancel();
    }

    @Test
    void takesNothingForAnIdThatIsNone() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.resume("'); drop table orders --"))
                .withMessageContaining("is no id of a query");
        AsyncQuery unknown = warehouse.resume("01b7c0de-0000-0000-0000-000000000000");
        assertThat(unknown.status()).isEqualTo(AsyncQuery.Status.UNKNOWN);
        assertThatExceptionOfType(DataRetrievalFailureException.class).isThrownBy(unknown::rows);
    }

    @Test
    void isNoPartOfATransaction() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> warehouse.transaction(tx -> warehouse.submit("select 1")))
                .withMessageContaining("transaction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"390111", "390114", "390195"})
    void aSessionThatHasEndedIsReplaced(String code) {
        warehouse.update("create table t (n int)");
        account.server.faults().answer(RequestKind.QUERY, code, 1);
        AsyncQuery query = warehouse.submit("insert into t values (1)");
        assertThat(query.await(Duration.ofSeconds(30))).isEqualTo(AsyncQuery.Status.SUCCEEDED);
        account.server.faults().answer(RequestKind.STATUS, code, 1);
        assertThat(query.status()).isEqualTo(AsyncQuery.Status.SUCCEEDED);
        assertThat(warehouse.sql("select count(*) from t").value(Integer.class)).isEqualTo(1);
    }

    @Test
    void leavesNoStatementOpen() {
        AsyncQuery query = warehouse.submit("select 1");
        query.await(Duration.ofSeconds(30));
        for (int i = 0; i < 20; i++) {
            query.status();
        }
        assertThat(account.openStatements()).isZero();
    }
}
