package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.FaultRunner;
import dev.connections.testing.faults.LoadLog;
import dev.connections.testing.faults.OpenLoad;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyResetsTests {

    /** The whole number takes minutes: {@code -Dfaults.resets=10000}. */
    private static final int RESETS = Integer.getInteger("faults.resets", 500);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @EnumSource
    void noReadFailsAndNothingLeaks(Servers servers) throws Exception {
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port())) {
            try (SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
                subject.read();
                LoadLog log = reset(proxy, subject);

                assertThat(log.failures().calls())
                        .as(
                                "reads that failed although they were not held up for longer than reads are retried: %s",
                                log)
                        .noneMatch(call -> call.took().compareTo(Bounds.RIDE_OUT) < 0);
                assertThat(log.failures().count()).as("failed reads: %s", log).isLessThanOrEqualTo(log.count() / 100);
                // the proxy's own threads count the connections
                proxy.await(() -> proxy.open() <= subject.poolSize());
                Waiting.until(() -> threadsOfTheConnection().size() <= 2 * subject.poolSize());
            }
            proxy.await(() -> proxy.open() == 0);
            Waiting.until(() -> server.sessions(RestartableServer.USER) == 0);
        }
        Waiting.until(() -> threadsOfTheConnection().isEmpty());
    }

    /** Resets whatever is open, again and again, as soon as a read has found its way; that read must not fail either. */
    private static LoadLog reset(TcpProxy proxy, SupervisedSubject subject) throws Exception {
        OpenLoad load = OpenLoad.start(FaultRunner.READS_PER_SECOND, 200, subject::read);
        for (int done = 0; done < RESETS; ) {
            done += proxy.reset();
            read(subject);
        }
        return load.stop(PATIENCE);
    }

    private static void read(SupervisedSubject subject) {
        long begun = System.nanoTime();
        try {
            assertThat(subject.read()).startsWith(RestartableServer.USER);
        } catch (DataAccessException ex) {
            // on a busy machine a read may be reset for as long as it is retried
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("%s", ex)
                    .isGreaterThanOrEqualTo(Bounds.RIDE_OUT);
        }
    }

    private static List<String> threadsOfTheConnection() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("pet-db"))
                .toList();
    }
}
