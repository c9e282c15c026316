package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.testing.snowflake.RequestKind;
import dev.connections.testing.snowflake.SnowflakeServer;
import dev.connections.testing.snowflake.TestDriver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** A server that is gone, or says nothing, keeps nobody waiting longer than told, and is found again. */
@Timeout(120)
class LostServerTests {

    /** What a busy machine adds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final TestAccount account = new TestAccount(
            CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, SnowflakeServer.PASSWORD)),
            new SnowflakeLogin(null, null),
            Duration.ofSeconds(3),
            10);

    @AfterEach
    void close() {
        account.close();
    }

    /** The driver waits a second before it knocks again, and the supervisor never longer than five. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void isFoundAgain(int seconds) {
        assertThat(account.one()).isEqualTo(1);
        account.server.down();
        long since = System.nanoTime();
        while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(seconds)) {
            long began = System.nanoTime();
            assertThatThrownBy(account::one).isInstanceOf(DataAccessException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5).plus(TOLERANCE));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        account.server.up();
        long back = System.nanoTime();
        while (!answers()) {
            assertThat(Duration.ofNanos(System.nanoTime() - back))
                    .isLessThan(Duration.ofSeconds(6).plus(TOLERANCE));
        }
        assertThat(account.supervised.state()).isEqualTo(ConnectionState.UP);
    }

    private boolean answers() {
        try {
            return account.one() == 1;
        } catch (DataAccessException ex) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return false;
        }
    }

    /** Twice the socket time-out and the second in between: the driver sends the request once more. */
    @Test
    void aSilentServerIsLeftInFiniteTime() throws Exception {
        assertThat(account.one()).isEqualTo(1);
        account.server.faults().silence();
        CompletableFuture<Object> inFlight = CompletableFuture.supplyAsync(() -> {
            long began = System.nanoTime();
            assertThatThrownBy(account::one).isInstanceOf(DataAccessException.class);
            return Duration.ofNanos(System.nanoTime() - began);
        });
        assertThat((Duration) inFlight.get(30, TimeUnit.SECONDS))
                .isLessThan(Duration.ofSeconds(2 * 3 + 1 + 5).plus(TOLERANCE));
        account.server.faults().clear();
        long back = System.nanoTime();
        while (!answers()) {
            assertThat(Duration.ofNanos(System.nanoTime() - back))
                    .isLessThan(Duration.ofSeconds(12).plus(TOLERANCE));
        }
    }

    /** Generation 3 knows no number of attempts for it, only a time, and knocks about once a second. */
    @Test
    void theDriverTriesALoginTwiceOrWithinItsTime() {
        long began = System.nanoTime();
        account.server.faults().answerHttp(RequestKind.LOGIN, 503, 1000);
        assertThatThrownBy(
                        () -> account.factory.connect(Credentials.of(SnowflakeServer.USER, SnowflakeServer.PASSWORD)))
                .hasMessageContaining("warehouse")
                .satisfies(failure -> assertThat(account.factory.isTransient((Exception) failure))
                        .isTrue());
        assertThat(account.server.count(RequestKind.LOGIN)).isBetween(2, TestDriver.isOld() ? 7 : 2);
        // what it takes to load the driver, and to see that the time is over, comes on top
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofSeconds(10).plus(TOLERANCE));
    }

    @Test
    void aRequestThatMeetsAnOverloadedServerIsSentAgainAndRunsOnce() {
        account.warehouse.update("create table t (n int)");
        account.server.faults().answerHttp(RequestKind.QUERY, 503, 1);
        assertThat(account.warehouse.update("insert into t values (1)")).isEqualTo(1);
        assertThat(account.warehouse.sql("select count(*) from t").value(Integer.class))
                .isEqualTo(1);
    }
}
