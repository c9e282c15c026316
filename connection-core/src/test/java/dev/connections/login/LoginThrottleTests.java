package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginThrottleTests {

    private static final int MOST_OF_USER = 10;

    private static final int MOST_OF_ADDRESS = 100;

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final ManualLoginRuntime runtime = new ManualLoginRuntime();

    private final LoginThrottle throttle =
            new LoginThrottle("vault", LoginSettings.defaults(), Duration.ofSeconds(20), runtime);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void countsByUser() {
        assertThat(admitted(20, i -> "alice", i -> "192.0.2." + i)).isEqualTo(MOST_OF_USER);
        assertThat(fail("alice", "198.51.100.1")).isEqualTo(PERIOD);
        assertThat(fail("bob", "198.51.100.1")).isNull();
    }

    @Test
    void countsByAddress() {
        assertThat(admitted(200, i -> "user " + i, i -> "192.0.2.1")).isEqualTo(MOST_OF_ADDRESS);
        assertThat(fail("alice", "192.0.2.1")).isEqualTo(PERIOD);
        assertThat(fail("alice", "192.0.2.2")).isNull();
    }

    @Test
    void countsAUserHoweverTheNameIsSpelled() {
        String[] spellings = {
            "lisa", "LISA", " lisa", "Lisa\t", "l\u0131sa", "li\u017fa", "\uff2c\uff29\uff33\uff21", "lisa\u00a0"
        };
        try (LoginScene scene = new LoginScene()) {
            assertThat(refused(scene, 40, i -> spellings[i % spellings.length], i -> "192.0.2.1"))
                    .isEqualTo(MOST_OF_USER);
            assertThat(scene.server.attempts()).isEqualTo(MOST_OF_USER);
        }
    }

    @Test
    void countsThoseWithoutANameByAddressAlone() {
        assertThat(admitted(200, i -> null, i -> "192.0.2.1")).isEqualTo(MOST_OF_ADDRESS);
        assertThat(fail(null, "192.0.2.2")).isNull();
    }

    @Test
    void countsANetworkOfIpv6AsOneAddress() {
        assertThat(admitted(200, i -> "user " + i, i -> "2001:db8:0:1:%x:%x:%x:1".formatted(i, i * 7, i * 31)))
                .isEqualTo(MOST_OF_ADDRESS);
        assertThat(fail("alice", "2001:db8:0:1::1")).isNotNull();
        assertThat(fail("alice", "2001:0DB8:0000:0001:0000:0000:0000:0001")).isNotNull();
        assertThat(fail("alice", "2001:db8:0:2::1")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"::ffff:192.0.2.1, 192.0.2.1", "fe80::1%lo, fe80::2", "no:address, no:address"})
    void countsOneHoweverItIsWritten(String one, String same) {
        assertThat(admitted(MOST_OF_ADDRESS, i -> "user " + i, i -> one)).isEqualTo(MOST_OF_ADDRESS);
        assertThat(fail("alice", same)).isNotNull();
    }

    @Test
    void anAttemptWaitsWhileThoseUnderWayMayUseUpTheLimit() throws Exception {
        List<LoginThrottle.Attempt> underWay = new ArrayList<>();
        for (int i = 0; i < MOST_OF_USER; i++) {
            underWay.add(throttle.begin("alice", "192.0.2." + i));
        }
        Future<LoginThrottle.Attempt> next = threads.submit(() -> throttle.begin("alice", "198.51.100.1"));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> next.get(50, TimeUnit.MILLISECONDS));
        underWay.get(0).end(false);
        next.get(10, TimeUnit.SECONDS).end(false);
    }

    @Test
    void anAttemptThatWaitsIsRejectedWhenThoseUnderWayFail() throws Exception {
        List<LoginThrottle.Attempt> underWay = new ArrayList<>();
        for (int i = 0; i < MOST_OF_USER; i++) {
            underWay.add(throttle.begin("alice", "192.0.2." + i));
        }
        Future<Duration> next = threads.submit(() -> fail("alice", "198.51.100.1"));
        underWay.forEach(attempt -> attempt.end(true));
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(PERIOD);
    }

    @Test
    void anAttemptThatWaitsTooLongMayBeMadeAgainLater() {
        Duration patience = Duration.ofMillis(50);
        LoginThrottle impatient = new LoginThrottle("vault", LoginSettings.defaults(), patience, runtime);
        for (int i = 0; i < MOST_OF_USER; i++) {
            impatient.begin("alice", "192.0.2." + i);
        }
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> impatient.begin("alice", "198.51.100.1"))
                .satisfies(ex -> assertThat(ex.failure()).isEqualTo(LoginFailure.BUSY))
                .satisfies(ex -> assertThat(ex.retryAfter()).isEqualTo(patience));
        impatient.begin("bob", "192.0.2.0").end(false);
    }

    @Test
    void correctLoginsAtTheSameTimeAreNoFailures() throws Exception {
        try (LoginScene scene = new LoginScene()) {
            List<Callable<LoginFailure>> attempts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                attempts.add(() -> scene.attempt("alice", PasswordServer.passwordOf("alice"), "192.0.2.1"));
            }
            for (Future<LoginFailure> attempt : threads.invokeAll(attempts)) {
                assertThat(attempt.get()).isNull();
            }
            assertThat(refused(scene, 20, i -> "alice", i -> "192.0.2.1")).isEqualTo(MOST_OF_USER);
        }
    }

    @Test
    void whatWasNotTriedIsNoFailureOfTheAddress() {
        admitted(MOST_OF_USER, i -> "alice", i -> "198.51.100.1");
        assertThat(admitted(1_000, i -> "alice", i -> "192.0.2.1")).isZero();
        assertThat(fail("bob", "192.0.2.1")).isNull();
    }

    @Test
    void tellsHowLongToWait() {
        admitted(1, i -> "alice", i -> "192.0.2.1");
        runtime.advance(Duration.ofMinutes(2));
        admitted(MOST_OF_USER, i -> "alice", i -> "192.0.2.1");
        assertThat(fail("alice", "192.0.2.1")).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void theWindowEnds() {
        admitted(MOST_OF_USER, i -> "alice", i -> "192.0.2.1");
        runtime.advance(PERIOD.minusNanos(1));
        assertThat(fail("alice", "192.0.2.1")).isEqualTo(Duration.ofNanos(1));
        runtime.advance(Duration.ofNanos(1));
        assertThat(admitted(20, i -> "alice", i -> "192.0.2.1")).isEqualTo(MOST_OF_USER);
    }

    @Test
    void tenThousandWrongPasswordsForOneUserReachTheTargetTenTimes() {
        try (LoginScene scene = new LoginScene()) {
            assertThat(refused(scene, 10_000, i -> "alice", i -> "10.0.%d.%d".formatted(i / 256, i % 256)))
                    .isEqualTo(MOST_OF_USER);
            assertThat(scene.server.attempts()).isEqualTo(MOST_OF_USER);
            assertThat(scene.attempt("alice", PasswordServer.passwordOf("alice"), "192.0.2.1"))
                    .isEqualTo(LoginFailure.TOO_MANY_ATTEMPTS);
            scene.runtime.advance(PERIOD);
            assertThat(scene.attempt("alice", PasswordServer.passwordOf("alice"), "192.0.2.1"))
                    .isNull();
        }
    }

    @Test
    void tenThousandWrongPasswordsFromOneNetworkReachTheTargetAHundredTimes() {
        try (LoginScene scene = new LoginScene()) {
            assertThat(refused(scene, 10_000, i -> "user " + i, i -> "2001:db8::" + Integer.toHexString(i + 1)))
                    .isEqualTo(MOST_OF_ADDRESS);
            assertThat(scene.server.attempts()).isEqualTo(MOST_OF_ADDRESS);
            assertThat(scene.attempt("alice", PasswordServer.passwordOf("alice"), "192.0.2.1"))
                    .isNull();
        }
    }

    @Test
    void tenThousandWrongPasswordsAtTheSameTimeReachTheTargetTenTimes() throws Exception {
        try (LoginScene scene = new LoginScene()) {
            ExecutorService threads = Executors.newFixedThreadPool(50);
            try {
                List<Callable<LoginFailure>> attempts = new ArrayList<>();
                for (int i = 0; i < 10_000; i++) {
                    String address = "10.0.%d.%d".formatted(i / 256, i % 256);
                    attempts.add(() -> scene.attempt("alice", "wrong", address));
                }
                int refused = 0;
                for (Future<LoginFailure> attempt : threads.invokeAll(attempts)) {
                    refused += (attempt.get() == LoginFailure.REFUSED) ? 1 : 0;
                }
                assertThat(refused).isEqualTo(MOST_OF_USER);
                assertThat(scene.server.attempts()).isEqualTo(MOST_OF_USER);
            } finally {
                threads.shutdown();
                assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void successIsForgiven() {
        try (LoginScene scene = new LoginScene()) {
            for (int i = 0; i < 3 * MOST_OF_USER; i++) {
                scene.logins.close(scene.logIn("alice"));
            }
            assertThat(refused(scene, 20, i -> "alice", i -> "192.0.2.1")).isEqualTo(MOST_OF_USER);
        }
    }

    @Test
    void anUnreachableTargetIsForgiven() {
        try (LoginScene scene = new LoginScene()) {
            scene.server.close();
            for (int i = 0; i <= MOST_OF_USER; i++) {
                assertThat(scene.attempt("alice", "any", "192.0.2.1")).isEqualTo(LoginFailure.UNREACHABLE);
            }
        }
    }

    /** An attempt that the target refuses. Returns {@code null}, or the time until one is admitted. */
    private @Nullable Duration fail(@Nullable String user, String address) {
        try {
            throttle.begin(user, address).end(true);
            return null;
        } catch (LoginFailedException ex) {
            assertThat(ex.failure()).isEqualTo(LoginFailure.TOO_MANY_ATTEMPTS);
            return ex.retryAfter();
        }
    }

    private int admitted(int attempts, IntFunction<String> user, IntFunction<String> address) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            if (fail(user.apply(i), address.apply(i)) == null) {
                admitted++;
            }
        }
        return admitted;
    }

    private static int refused(LoginScene scene, int attempts, IntFunction<String> user, IntFunction<String> address) {
        int refused = 0;
        for (int i = 0; i < attempts; i++) {
            LoginFailure failure = scene.attempt(user.apply(i), "wrong", address.apply(i));
            assertThat(failure).isIn(LoginFailure.REFUSED, LoginFailure.TOO_MANY_ATTEMPTS);
            if (failure == LoginFailure.REFUSED) {
                refused++;
            }
        }
        return refused;
    }
}
