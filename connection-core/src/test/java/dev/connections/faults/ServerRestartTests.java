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
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerRestartTests {

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void noReadFailsWhenTheServerIsBackWithinTheRideOut(Servers servers) throws Exception {
        FaultRun run = killFor(servers, Duration.ofSeconds(1));
        for (int again = 0;
                again < 3 && run.healed().minus(run.broken()).compareTo(Duration.ofMillis(1_500)) > 0;
                again++) {
            // the server itself took too long to start
            run = killFor(servers, Duration.ofSeconds(1));
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
        FaultRun run = killForAtLeast(servers, Duration.ofSeconds(seconds));

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
                .as("first success: %s", run)
                .isLessThan(Duration.ofMillis(250).plus(hiccup));
    }

    /** It is down for as much longer as it takes to start. */
    private static FaultRun killForAtLeast(Servers servers, Duration down) throws Exception {
        try (RestartableServer server = servers.create();
                Subject subject = new SupervisedSubject(server.database())) {
            Fault killed = Fault.killed(server);
            return FaultRunner.run(
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
        }
    }

    private static FaultRun killFor(Servers servers, Duration down) throws Exception {
        try (RestartableServer server = servers.create();
                Subject subject = new SupervisedSubject(server.database())) {
            return FaultRunner.run(subject, Fault.killed(server), down);
        }
    }
}
