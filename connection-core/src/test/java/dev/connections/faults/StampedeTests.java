package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.Fault;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StampedeTests {

    private static final int THREADS = 64;

    private static final int ROUNDS = 5;

    @ParameterizedTest
    @EnumSource
    void allCallersShareOneReconnect(Servers servers) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
            subject.read();
            for (int round = 0; round < ROUNDS; round++) {
                breakUnder(callers, proxy, subject);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void breakUnder(ExecutorService callers, TcpProxy proxy, SupervisedSubject subject)
            throws Exception {
        long openings = subject.supervised().statistics().openings();
        long failedAttempts = subject.supervised().statistics().failedAttempts();
        long accepted = proxy.accepted();
        Fault refusing = Fault.refusing(proxy);
        CyclicBarrier moment = new CyclicBarrier(THREADS, refusing::begin);
        List<Future<String>> reads = new ArrayList<>();
        for (int caller = 0; caller < THREADS; caller++) {
            reads.add(callers.submit(() -> {
                moment.await(10, TimeUnit.SECONDS);
                return subject.read();
            }));
        }
        Waiting.until(
                () -> proxy.open() == 0 && subject.supervised().statistics().failedAttempts() > failedAttempts);
        refusing.end();

        for (Future<String> read : reads) {
            assertThat(read.get(10, TimeUnit.SECONDS)).startsWith(RestartableServer.USER);
        }
        assertThat(subject.supervised().statistics().openings() - openings)
                .as("reconnects")
                .isEqualTo(1);
        assertThat(proxy.accepted() - accepted).as("connects").isBetween(1L, (long) subject.poolSize());
    }
}
