package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.Fault;
import dev.connections.testing.faults.FaultRun;
import dev.connections.testing.faults.FaultRunner;
import dev.connections.testing.faults.LoadLog;
import dev.connections.testing.faults.Subject;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerRestartTests {

    private static final Duration LONGEST_RESTART = Duration.ofMillis(1_500);

    /** {@code recovery.initial-interval} */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void noReadFailsWhenTheServerIsBackWithinTheRideOut(Servers servers) throws Exception {
        FaultRun run = killFor(servers, Duration.ofSeconds(1));
        for (int again = 0; again < 3 && run.healed().minus(run.broken()).compareTo(LONGEST_RESTART) > 0; again++) {
            // the server itself took too long to start
            run = killFor(servers, Duration.ofSeconds(1));
        }
        if (run.healed().minus(run.broken()).compareTo(LONGEST_RESTART) > 0) {
            // on a machine that is too slow for servers to come back so soon, only their connections do
            run = refuseFor(servers, Duration.ofSeconds(1));
        }

        assertThat(run.failedReads().count()).as("failed reads: %s", run).isZero();
        assertThat(run.log().longestWait())
                .as("longest wait: %s", run)
                .isLessThan(Duration.ofSeconds(3).plus(run.hiccup()));
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, 3", "POSTGRES, 7", "POSTGRES, 12", "POSTGRES, 20",
        "MARIADB, 3", "MARIADB, 7", "MARIADB, 12", "MARIADB, 20"
    })
    @Execution(ExecutionMode.CONCURRENT)
    void callersFailAtOnceAfterTheRideOutAndSucceedAsSoonAsTheServerIsBack(Servers servers, int seconds)
            throws Exception {
        KilledServer killed = killForAtLeast(servers, Duration.ofSeconds(seconds));
        FaultRun run = killed.run();

        assertThat(run.log().longestWait())
                .as("longest wait: %s", run)
                .isLessThan(Bounds.RIDE_OUT.plus(Bounds.TOLERANCE).plus(run.hiccup()));
        LoadLog rejected = run.failedAfter(Bounds.RIDE_OUT.plus(Bounds.TOLERANCE));
        assertThat(rejected.count()).as("rejected calls: %s", run).isPositive();
        assertThat(rejected.durationAtPercentile(50))
                .as("rejection: %s; %s", rejected, run)
                .isLessThan(Bounds.AT_ONCE);
        // what is behind that is the machine, as far as callers with nothing to do were held up too
        assertThat(rejected.durationAtPercentile(99))
                .as("rejection: %s; %s", rejected, run)
                .isLessThan(Bounds.AT_ONCE.plus(
                        run.hiccup(run.broken(), run.healed()).multipliedBy(10)));
        Duration hiccup = run.hiccup(run.healed(), run.healed().plus(Duration.ofSeconds(1)));
        assertThat(run.firstSuccess().orElse(Bounds.NEVER))
                .as("first success, with a login that takes %s: %s", killed.login(), run)
                .isLessThan(BETWEEN_ATTEMPTS
                        .plus(Bounds.TOLERANCE)
                        .plus(killed.login())
                        .plus(hiccup));
    }

    /** It is down for as much longer as it takes to start. */
    private static KilledServer killForAtLeast(Servers servers, Duration down) throws Exception {
        try (RestartableServer server = servers.create();
                Subject subject = new SupervisedSubject(server.database())) {
            Fault killed = Fault.killed(server);
            FaultRun run = FaultRunner.run(
                    subject,
                    new Fault() {
                        @Override
                        public void begin() {
                            killed.begin();
                        }

                        @Override
                        public void end() {
                            killed.end();
                        }
                    },
                    down);
            return new KilledServer(run, slowestLogin(server));
        }
    }

    private static Duration slowestLogin(RestartableServer server) throws SQLException {
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            long begin = System.nanoTime();
            server.database().connect().close();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            slowest = (took.compareTo(slowest) > 0) ? took : slowest;
        }
        return slowest;
    }

    /**
     * @param run what callers met
     * @param login what a login takes on this machine when nothing is broken
     */
    private record KilledServer(FaultRun run, Duration login) {}

    private static FaultRun refuseFor(Servers servers, Duration down) throws Exception {
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                Subject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
            return FaultRunner.run(subject, Fault.refusing(proxy), down);
        }
    }

    private static FaultRun killFor(Servers servers, Duration down) throws Exception {
        try (RestartableServer server = servers.create();
                Subject subject = new SupervisedSubject(server.database())) {
            return FaultRunner.run(subject, Fault.killed(server), down);
        }
    }
}
