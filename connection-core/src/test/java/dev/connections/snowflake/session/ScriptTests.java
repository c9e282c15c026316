package dev.connections.snowflake.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.snowflake.ScriptResult;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.TestAccount;
import dev.connections.testing.snowflake.RequestKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;

/** Several statements in one text. */
@Timeout(60)
class ScriptTests {

    private final TestAccount account = new TestAccount();

    private final SnowflakeConnection warehouse = account.warehouse;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void givesAResultForEachStatement() {
        List<ScriptResult> results = warehouse.script(
                """
                create table t (n int, s varchar);
                insert into t values (1, 'a;b'), (2, 'c'); -- two; of them
                select n, s from t order by n;
                delete from t where n = 1;
                select count(*) n from t
                """);
        assertThat(results).hasSize(5);
        assertThat(results.get(1)).isEqualTo(new ScriptResult(null, 2));
        assertThat(results.get(2).rows().column("s", String.class)).containsExactly("a;b", "c");
        assertThat(results.get(3).changed()).isEqualTo(1);
        assertThat(results.get(4).rows().row(0).getInt("n")).isEqualTo(1);
        assertThat(account.server.count(RequestKind.QUERY)).isEqualTo(1);
        assertThat(account.openStatements()).isZero();
    }

    @Test
    void oneStatementIsAScriptToo() {
        assertThat(warehouse.script("select 1 n").get(0).rows().row(0).getInt("n"))
                .isEqualTo(1);
        warehouse.script("create table t (n int)");
        assertThat(warehouse.script("insert into t values (1), (2)")).containsExactly(new ScriptResult(null, 2));
    }

    @Test
    void whatFailsEndsIt() {
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> warehouse.script("create table t (n int); select * from nowhere; drop table t"))
                .withMessageContaining("warehouse")
                .withMessageContaining("NOWHERE");
        assertThat(warehouse.table("t").isEmpty()).isTrue();
    }

    @Test
    void noOtherCallTakesSeveral() {
        assertThatThrownBy(() -> warehouse.update("create table t (n int); drop table t"))
                .hasMessageContaining("statement count");
        assertThat(account.one()).isEqualTo(1);
    }

    @Test
    void isCancelledWhenItsTimeIsUp() {
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() -> warehouse.script("select 1; select system$wait(60)", Duration.ofMillis(200)));
        assertThat(account.server.count(RequestKind.ABORT)).isPositive();
        assertThatThrownBy(() -> warehouse.script("select 1", Duration.ZERO))
                .isInstanceOf(InvalidDataAccessApiUsageException.class);
    }

    @Test
    void isNotRunAgainWhenItsResultsAreLost() {
        warehouse.update("create table t (n int)");
        account.server.faults().answer(RequestKind.RESULT, "390111", 1);
        assertThatThrownBy(() -> warehouse.script("insert into t values (1); insert into t values (2)"))
                .isInstanceOf(DataAccessException.class);
        assertThat(warehouse.table("t").size()).isEqualTo(2);
    }

    @Test
    void aSessionThatHasEndedIsReplaced() {
        account.one();
        account.server.forgetSessions();
        assertThat(warehouse.script("create table t (n int); insert into t values (1)"))
                .hasSize(2);
        assertThat(warehouse.table("t").size()).isEqualTo(1);
    }
}
