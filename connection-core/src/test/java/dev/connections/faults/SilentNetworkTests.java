package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.Fault;
import dev.connections.testing.faults.FaultRun;
import dev.connections.testing.faults.FaultRunner;
import dev.connections.testing.faults.Subject;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import dev.connections.testing.faults.WholePool;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentNetworkTests {

    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** {@code login-timeout}, after 1.5 s; and what a busy machine adds to the ticks in between. */
    private static final Duration LONGEST_LOGIN = Duration.ofMillis(6_500).plusSeconds(2);

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyIsBlockedWhileTheNetworkSwallowsPackets(Servers servers) throws Exception {
        throughTheProxy(servers, Fault::swallowing);
    }

    /** There is no idle connection to be tested: the login of another session has to fail first. */
    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyIsBlockedForLongIfThePoolWasNotFull(Servers servers) throws Exception {
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
            subject.read();
            FaultRun run = FaultRunner.run(subject, Fault.swallowing(proxy), SILENCE);
            assertThat(run.log().longestWait())
                    .as("longest wait: %s", run)
                    .isLessThan(LONGEST_LOGIN.plus(Bounds.TOLERANCE).plus(run.hiccup()));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyIsBlockedWhileTheHostIsGone(Servers servers) throws Exception {
        throughTheProxy(servers, Fault::unreachable);
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyIsBlockedWhileHandshakesGetNoAnswer(Servers servers) throws Exception {
        throughTheProxy(servers, Fault::silentHandshake);
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyIsBlockedWhileTheServerIsFrozen(Servers servers) throws Exception {
        try (RestartableServer server = servers.create();
                SupervisedSubject subject = new SupervisedSubject(server.database())) {
            Duration fill = fill(subject);
            FaultRun run = FaultRunner.run(subject, Fault.frozen(server), SILENCE);
            assertWhole(run, subject, fill);
            Waiting.until(() -> server.sessions(RestartableServer.USER) <= subject.poolSize());
        }
    }

    private static void throughTheProxy(Servers servers, ProxyFault fault) throws Exception {
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
            Duration fill = fill(subject);
            FaultRun run = FaultRunner.run(subject, fault.of(proxy), SILENCE);
            assertWhole(run, subject, fill);
            // what was given up in the silence has ended on both sides by now
            proxy.await(() -> proxy.open() <= subject.poolSize());
            Waiting.until(() -> server.sessions(RestartableServer.USER) <= subject.poolSize());
        }
    }

    /** What it takes to open all connections of the pool on this machine when nothing is broken. */
    private static Duration fill(Subject subject) throws Exception {
        long begin = System.nanoTime();
        assertThat(new WholePool(subject.dataSource(), subject.poolSize()).await(SILENCE))
                .isTrue();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void assertWhole(FaultRun run, Subject subject, Duration fill) {
        assertThat(run.log().longestWait())
                .as("longest wait: %s", run)
                .isLessThan(Bounds.LONGEST.plus(Bounds.TOLERANCE).plus(run.hiccup()));
        Duration hiccup = run.hiccup(run.healed(), run.healed().plus(Duration.ofSeconds(1)));
        assertThat(run.wholeAfter().orElse(Bounds.NEVER))
                .as("all %s connections of the pool can be used again, opened in %s: %s", subject.poolSize(), fill, run)
                .isLessThan(Duration.ofSeconds(1).plus(hiccup).plus(fill));
        assertThat(run.log()
                        .intendedFrom(run.healed().plus(Duration.ofSeconds(1)))
                        .failures()
                        .count())
                .as("failed reads after that: %s", run)
                .isZero();
    }

    private interface ProxyFault {
        Fault of(TcpProxy proxy);
    }
}
