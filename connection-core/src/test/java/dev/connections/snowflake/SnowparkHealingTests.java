package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.snowflake.snowpark_java.Session;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.testing.snowflake.RequestKind;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** Snowpark's session follows the connection: as whoever that logs in, and whatever becomes of it. */
@Tag("snowpark")
@Timeout(60)
class SnowparkHealingTests {

    /** What a busy machine adds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);

    private static TestAccount account(CredentialsProvider provider, SnowflakeLogin login) {
        return new TestAccount(provider, login, Duration.ofSeconds(3), 1);
    }

    private static long one(TestAccount account) {
        return account.warehouse.session().sql("select 1").collect()[0].getLong(0);
    }

    @Test
    void logsInByKeyPair() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        CredentialsProvider provider = CredentialsProvider.of(Credentials.of(SnowflakeServer.USER, null));
        try (TestAccount account = account(provider, new SnowflakeLogin(null, pair::getPrivate))) {
            account.server.account().publicKey(SnowflakeServer.USER, pair.getPublic());
            assertThat(one(account)).isEqualTo(1);
            assertThat(account.server.lastLogin().path("AUTHENTICATOR").asString())
                    .isEqualTo("SNOWFLAKE_JWT");
            assertThat(account.server.lastLogin().path("CLIENT_APP_ID").asString())
                    .isEqualTo("Snowpark");
        }
    }

    @Test
    void followsATokenThatIsReplaced() {
        AtomicReference<String> issued = new AtomicReference<>("first");
        CredentialsProvider provider = () -> {
            String token = issued.get();
            return Credentials.of(SnowflakeServer.USER, token)
                    .expiringAt(Instant.now().plusSeconds(token.equals("first") ? 3 : 600));
        };
        try (TestAccount account = account(provider, new SnowflakeLogin("oauth", null))) {
            account.server.account().token("first", Instant.now().plusSeconds(600));
            assertThat(one(account)).isEqualTo(1);
            Session before = account.warehouse.unwrap(Session.class);
            account.server.account().token("second", Instant.now().plusSeconds(600));
            issued.set("second");
            while (!"second".equals(account.server.lastLogin().path("TOKEN").asString(""))
                    || account.server.sessions() > 1) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            assertThat(one(account)).isEqualTo(1);
            assertThat(account.warehouse.unwrap(Session.class)).isNotSameAs(before);
            assertThat(account.server.lastLogin().path("CLIENT_APP_ID").asString())
                    .isEqualTo("Snowpark");
            assertThat(account.server.lastLogin().path("TOKEN").asString()).isEqualTo("second");
        }
    }

    /** The pool was opened with credentials that are no longer good when Snowpark is first asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"revoked", "expired"})
    void asksForOtherCredentialsWhenItsOwnAreRefused(String how) {
        AtomicReference<String> issued = new AtomicReference<>("first");
        CredentialsProvider provider = () -> Credentials.of(SnowflakeServer.USER, issued.get());
        try (TestAccount account = account(provider, new SnowflakeLogin("oauth", null))) {
            account.server.account().token("first", Instant.now().plusSeconds(60));
            account.one();
            issued.set("second");
            account.server.account().token("second", Instant.now().plusSeconds(60));
            if (how.equals("revoked")) {
                account.server.account().revoke("first");
            } else {
                account.server.account().token("first", Instant.now().minusSeconds(1));
            }
            assertThat(one(account)).isEqualTo(1);
            assertThat(account.supervised.state()).isEqualTo(ConnectionState.UP);
        }
    }

    @Test
    void tellsNoSecretWhenItIsRefused() {
        AtomicReference<String> password = new AtomicReference<>(SnowflakeServer.PASSWORD);
        CredentialsProvider provider = () -> Credentials.of(SnowflakeServer.USER, password.get());
        try (TestAccount account = account(provider, new SnowflakeLogin(null, null))) {
            account.one();
            account.server.account().password(SnowflakeServer.USER, "another");
            assertThatThrownBy(() -> one(account))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("refused the credentials of user 'SCOTT'")
                    .satisfies(failure -> {
                        for (Throwable each = failure; each != null; each = each.getCause()) {
                            assertThat(each.toString()).doesNotContain(SnowflakeServer.PASSWORD);
                        }
                    });
        }
    }

    @Test
    void aServerThatIsGoneKeepsNobodyWaitingAndIsFoundAgain() {
        try (TestAccount account = new TestAccount()) {
            assertThat(one(account)).isEqualTo(1);
            account.server.down();
            long began = System.nanoTime();
            assertThatThrownBy(() -> one(account))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("warehouse");
            assertThat(since(began)).isLessThan(LOGIN_TIMEOUT.multipliedBy(2).plus(TOLERANCE));
            account.server.up();
            long back = System.nanoTime();
            while (!answers(account)) {
                assertThat(since(back)).isLessThan(Duration.ofSeconds(12).plus(TOLERANCE));
            }
            assertThat(account.supervised.state()).isEqualTo(ConnectionState.UP);
        }
    }

    @Test
    void aSilentServerKeepsNobodyWaiting() {
        try (TestAccount account = new TestAccount()) {
            assertThat(one(account)).isEqualTo(1);
            account.server.faults().silence();
            long began = System.nanoTime();
            assertThatThrownBy(() -> one(account)).isInstanceOf(DataAccessException.class);
            assertThat(since(began)).isLessThan(LOGIN_TIMEOUT.plus(TOLERANCE));
            account.server.faults().clear();
            long back = System.nanoTime();
            while (!answers(account)) {
                assertThat(since(back)).isLessThan(Duration.ofSeconds(12).plus(TOLERANCE));
            }
        }
    }

    /** The credentials of a login are forgotten once it stands, so all that it needs logs in at once. */
    @Test
    void aLoginHasItsSessionFromTheStart() {
        CredentialsProvider provider =
                () -> Credentials.forOneOpening(SnowflakeServer.USER, SnowflakeServer.PASSWORD.toCharArray());
        try (TestAccount account = account(provider, new SnowflakeLogin(null, null))) {
            account.one();
            int before = account.server.count(RequestKind.LOGIN);
            assertThat(account.server.lastLogin().path("CLIENT_APP_ID").asString())
                    .isEqualTo("Snowpark");
            assertThat(one(account)).isEqualTo(1);
            assertThat(account.server.count(RequestKind.LOGIN)).isEqualTo(before);
        }
    }

    private static boolean answers(TestAccount account) {
        try {
            return one(account) == 1;
        } catch (DataAccessException ex) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return false;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
