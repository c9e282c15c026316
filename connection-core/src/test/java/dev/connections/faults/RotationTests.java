package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.LoadLog;
import dev.connections.testing.faults.OpenLoad;
import dev.connections.testing.faults.SupervisedSubject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotationTests {

    private static final int CALLS = 50_000;

    private static final int PER_SECOND = 2_500;

    private static final int ROTATIONS = 4;

    private static final Duration GRACE = Duration.ofSeconds(2);

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @EnumSource
    void noCallFailsWhenUsersAreRotatedUnderLoad(Servers servers) throws Exception {
        Provider provider = new Provider();
        Map<String, Duration> lastSeen = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        try (RestartableServer server = servers.create();
                SupervisedSubject subject = new SupervisedSubject(server.database(), provider)) {
            provider.answer = rotate(server, 0);
            OpenLoad load = OpenLoad.start(
                    PER_SECOND,
                    64,
                    () -> lastSeen.merge(
                            user(subject.read()), Duration.ofNanos(System.nanoTime() - start), RotationTests::later));
            Duration between = Duration.ofSeconds(CALLS / PER_SECOND).dividedBy(ROTATIONS + 1);
            for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
                load.runUntil(between.multipliedBy(rotation));
                Credentials next = rotate(server, rotation);
                Duration rotated = Duration.ofNanos(System.nanoTime() - start);
                provider.answer = next;
                load.runFor(GRACE);
                server.revoke("app_" + (rotation - 1));

                assertThat(lastSeen.get("app_" + (rotation - 1)).minus(rotated))
                        .as("last call as the old user")
                        .isLessThan(GRACE);
                assertThat(lastSeen).containsKey("app_" + rotation);
            }
            load.runUntil(Duration.ofSeconds(CALLS / PER_SECOND));
            LoadLog log = load.stop(Duration.ofSeconds(30));

            assertThat(log.count()).isGreaterThanOrEqualTo(CALLS);
            assertThat(log.failures().count()).as("%s", log).isZero();
        }
    }

    private static Credentials rotate(RestartableServer server, int rotation) {
        server.createUser("app_" + rotation, "secret-" + rotation);
        return Credentials.of("app_" + rotation, "secret-" + rotation);
    }

    /** MariaDB adds from where. */
    private static String user(String answer) {
        return answer.split("@", 2)[0];
    }

    private static Duration later(Duration one, Duration other) {
        return (one.compareTo(other) >= 0) ? one : other;
    }

    /** Answers what it is told to, and costs nothing to be asked. */
    private static final class Provider implements CredentialsProvider {

        private volatile Credentials answer = Credentials.none();

        @Override
        public Credentials get() {
            return answer;
        }

        @Override
        public Duration pollInterval() {
            return Duration.ofMillis(200);
        }
    }
}
