package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.connections.ConnectionState;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.NewConnections;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadNeighboursTests {

    private static final int DEAD = 49;

    private static final int ROUNDS = 8;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Duration ROUND = Duration.ofMillis(400);

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES, REFUSED", "POSTGRES, SILENT", "MARIADB, REFUSED", "MARIADB, SILENT"})
    void doNotSlowDownTheLivingOne(Servers servers, NewConnections fault) throws Exception {
        List<SupervisedSubject> dead = new ArrayList<>();
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject living = new SupervisedSubject(server.database())) {
            proxy.newConnections(fault);
            double alone = least(living);

            long begin = System.nanoTime();
            for (int i = 0; i < DEAD; i++) {
                SupervisedSubject one = new SupervisedSubject(server.databaseAt(proxy.port()));
                dead.add(one);
                one.supervised().open();
            }
            Duration start = Duration.ofNanos(System.nanoTime() - begin);
            double among = least(living);
            assertThat(dead).noneMatch(each -> each.supervised().state() == ConnectionState.UP);
            assertThat(slowestStatus(dead)).isLessThan(Bounds.AT_ONCE);

            List<SupervisedSubject> gone = List.copyOf(dead);
            dead.clear();
            gone.parallelStream().forEach(SupervisedSubject::close);

            assertThat(start)
                    .as("start of %s dead ones, less than the wait for a single one", DEAD)
                    .isLessThan(SupervisionSettings.defaults().connectTimeout());
            assertThat(among - alone).as("part of the processors").isLessThan(0.1);
        } finally {
            dead.parallelStream().forEach(SupervisedSubject::close);
        }
    }

    /**
     * What part of all processors the process takes beside the thread that reads: the least of several rounds. The thread cannot
     * lose more by it. In processor time, of which others on the machine take nothing.
     */
    private static double least(SupervisedSubject subject) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            long process = PROCESS.getProcessCpuTime();
            long reader = THREADS.getCurrentThreadCpuTime();
            while (System.nanoTime() - begin < ROUND.toNanos()) {
                subject.read();
            }
            reader = THREADS.getCurrentThreadCpuTime() - reader;
            process = PROCESS.getProcessCpuTime() - process;
            least = Math.min(
                    least,
                    (double) (process - reader) / (System.nanoTime() - begin) / PROCESS.getAvailableProcessors());
        }
        return least;
    }

    private static Duration slowestStatus(List<SupervisedSubject> subjects) {
        Duration slowest = Duration.ZERO;
        for (SupervisedSubject each : subjects) {
            Duration quickest = Duration.ofDays(1);
            for (int i = 0; i < ROUNDS; i++) {
                long begin = System.nanoTime();
                each.supervised().status();
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                quickest = (took.compareTo(quickest) < 0) ? took : quickest;
            }
            slowest = (quickest.compareTo(slowest) > 0) ? quickest : slowest;
        }
        return slowest;
    }
}
