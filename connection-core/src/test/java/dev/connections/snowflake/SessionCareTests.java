package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.sql.pool.FailFastPool;
import dev.connections.testing.snowflake.RequestKind;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions cost while nothing is wrong, and how they pass into others. */
@Timeout(60)
class SessionCareTests {

    @Test
    void lendingAConnectionAsksTheServerNothing() throws SQLException {
        try (TestAccount account = new TestAccount()) {
            account.one();
            int before = account.server.count(RequestKind.HEARTBEAT);
            for (int i = 0; i < 10; i++) {
                try (Connection jdbc = account.warehouse.dataSource().getConnection()) {
                    assertThat(jdbc.isValid(1)).isTrue();
                }
            }
            // the driver keeps all sessions alive now and then, and one of these times may be now
            int lent = account.server.count(RequestKind.HEARTBEAT);
            assertThat(lent).isBetween(before, before + 1);
            assertThat(account.supervised.<Boolean, SQLException>call(
                            pool -> account.factory.isAlive((FailFastPool) pool)))
                    .isTrue();
            // the pool may ask before it lends the connection that is asked
            assertThat(account.server.count(RequestKind.HEARTBEAT)).isBetween(lent + 1, lent + 3);
            account.server.forgetSessions();
            assertThat(account.supervised.<Boolean, SQLException>call(
                            pool -> account.factory.isAlive((FailFastPool) pool)))
                    .isFalse();
        }
    }

    @Test
    void aTokenIsReplacedBeforeItExpiresAndWhatRunsGoesOn() throws Exception {
        AtomicReference<String> issued = new AtomicReference<>("first");
        CredentialsProvider provider = () -> {
            String token = issued.get();
            return Credentials.of("SCOTT", token)
                    .expiringAt(Instant.now().plusSeconds(token.equals("first") ? 3 : 600));
        };
        try (TestAccount account =
                new TestAccount(provider, new SnowflakeLogin("oauth", null), Duration.ofMinutes(1), 10)) {
            account.server.account().token("first", Instant.now().plusSeconds(600));
            assertThat(account.one()).isEqualTo(1);
            CompletableFuture<Integer> running = CompletableFuture.supplyAsync(
                    () -> account.warehouse.query("select system$wait(60)").size());
            while (account.server.running() == 0) {
                Thread.onSpinWait();
            }
            account.server.account().token("second", Instant.now().plusSeconds(600));
            issued.set("second");
            while (!"second".equals(account.server.lastLogin().path("TOKEN").asString(""))) {
                assertThat(running).isNotDone();
                Thread.onSpinWait();
            }
            account.server.account().revoke("first");
            account.server.resumeWaiting();
            assertThat(running.get()).isEqualTo(1);
            assertThat(account.one()).isEqualTo(1);
            assertThat(account.server.lastLogin().path("TOKEN").asString()).isEqualTo("second");
            assertThat(account.supervised.state()).isEqualTo(ConnectionState.UP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth", "programmatic_access_token"})
    void aTokenThatHasExpiredIsRefused(String authenticator) {
        CredentialsProvider provider = CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, "late"));
        try (TestAccount account =
                new TestAccount(provider, new SnowflakeLogin(authenticator, null), Duration.ofMinutes(1), 1)) {
            account.server.account().token("late", Instant.now().minusSeconds(1));
            assertThat(org.assertj.core.api.Assertions.catchThrowable(account::one))
                    .hasStackTraceContaining("refused the credentials");
            assertThat(account.supervised.state()).isEqualTo(ConnectionState.REFUSED);
        }
    }

    @Test
    void resettingLogsInAnewAndOut() {
        try (TestAccount account = new TestAccount()) {
            account.one();
            // a login may need a second attempt on a busy machine
            int before = account.server.count(RequestKind.LOGIN);
            account.warehouse.reset();
            assertThat(account.one()).isEqualTo(1);
            assertThat(account.server.count(RequestKind.LOGIN)).isGreaterThan(before);
            account.supervised.close();
            assertThat(account.server.sessions()).isZero();
        }
    }

    @Test
    void aCallerBesideAResetIsNeverGivenASessionThatIsDeleted() throws Exception {
        int rounds = Integer.getInteger("reset.rounds", 40);
        CredentialsProvider provider =
                CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, SnowflakeServer.PASSWORD));
        ExecutorService takers = Executors.newFixedThreadPool(3);
        try (TestAccount account =
                new TestAccount(provider, new SnowflakeLogin(null, null), Duration.ofMinutes(1), 3)) {
            account.one();
            AtomicBoolean over = new AtomicBoolean();
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(takers.submit(() -> {
                    int count = 0;
                    for (; !over.get(); count++) {
                        // A raw connection repeats nothing: a deleted session is a failure here.
                        try (Connection jdbc = account.warehouse.dataSource().getConnection();
                                Statement statement = jdbc.createStatement();
                                ResultSet one = statement.executeQuery("select 1")) {
                            assertThat(one.next()).isTrue();
                        }
                    }
                    return count;
                }));
            }
            try {
                for (int i = 0; i < rounds && calls.stream().noneMatch(Future::isDone); i++) {
                    account.warehouse.reset();
                    account.one();
                }
            } finally {
                over.set(true);
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isPositive();
            }
        } finally {
            takers.shutdownNow();
        }
    }

    @Test
    void aSecretIsNeverTold() {
        CredentialsProvider provider = CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, "s3cret-Wrong"));
        try (TestAccount account =
                new TestAccount(provider, new SnowflakeLogin(null, null), Duration.ofMinutes(1), 1)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(account::one))
                    .hasStackTraceContaining("refused the credentials")
                    .satisfies(ex -> assertThat(stackTrace(ex)).doesNotContain("s3cret-Wrong"));
            assertThat(account.supervised.state()).isEqualTo(ConnectionState.REFUSED);
        }
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
