package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.testing.snowflake.RequestKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** A session that the server does not know any more costs nobody anything, unless they are in a transaction. */
@Timeout(60)
class EndedSessionTests {

    private final TestAccount account = new TestAccount();

    private int loginsBefore;

    @BeforeEach
    void fill() {
        account.warehouse.update("create table t (n int)");
        // a login may need a second attempt on a busy machine
        loginsBefore = account.server.count(RequestKind.LOGIN);
    }

    private int logins() {
        return account.server.count(RequestKind.LOGIN) - loginsBefore;
    }

    @AfterEach
    void close() {
        account.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"390104", "390110", "390111", "390113", "390114", "390115", "390195", "390303", "390318"})
    void readsAndWritesOnceAfterANewLogin(String code) {
        account.server.faults().answer(RequestKind.QUERY, code, 1);
        assertThat(account.one()).isEqualTo(1);
        account.server.faults().answer(RequestKind.QUERY, code, 1);
        assertThat(account.warehouse.update("insert into t values (1)")).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
        // a pool that breaks may have been about to open another one
        assertThat(logins()).isBetween(2, 4);
    }

    @Test
    void theDriverRenewsWhatHasExpired() {
        account.server.expireTokens();
        assertThat(account.warehouse.update("insert into t values (1)")).isEqualTo(1);
        assertThat(account.server.count(RequestKind.RENEWAL)).isEqualTo(1);
        assertThat(logins()).isZero();
    }

    @Test
    void aNewLoginFollowsWhereNothingCanBeRenewed() {
        account.server.expireMasterTokens();
        assertThat(account.warehouse.update("insert into t values (1)")).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
        assertThat(logins()).isBetween(1, 2);
    }

    @Test
    void batchesAreSentAgainAsLongAsNothingOfThemIsDone() {
        account.server.forgetSessions();
        account.warehouse
                .sql("insert into t values (:n)")
                .batch(List.of(Map.of("n", 1), Map.of("n", 2), Map.of("n", 3)));
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void transactionsBeginAnew() {
        account.server.forgetSessions();
        account.warehouse.transaction(tx -> {
            tx.update("insert into t values (1)");
            tx.update("insert into t values (2)");
        });
        assertThat(count()).isEqualTo(2);
        account.server.forgetSessions();
        new TransactionTemplate(account.warehouse.transactionManager())
                .executeWithoutResult(status -> account.warehouse.update("insert into t values (3)"));
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void aTransactionThatLosesItsSessionFailsAsAWhole() {
        assertThatThrownBy(() -> account.warehouse.transaction(tx -> {
                    tx.update("insert into t values (1)");
                    account.server.forgetSessions();
                    tx.update("insert into t values (2)");
                }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("warehouse");
        assertThat(count()).isZero();
    }

    private int count() {
        Integer count = account.warehouse.sql("select count(*) from t").value(Integer.class);
        return (count == null) ? -1 : count;
    }
}
