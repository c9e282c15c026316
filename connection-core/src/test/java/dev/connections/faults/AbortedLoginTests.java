package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.NewConnections;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attempts that get no response leave neither threads nor sockets behind. */
@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbortedLoginTests {

    private static final Duration SILENCE = Duration.ofSeconds(25);

    /** Attempts of 5 s, one each 750 ms. */
    private static final int MOST_AT_A_TIME = 8;

    @ParameterizedTest
    @EnumSource
    void attemptsThatTimeOutAreAborted(Servers servers) throws Exception {
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
            subject.read();
            long before = threads();
            long accepted = proxy.accepted();
            proxy.newConnections(NewConnections.SILENT);
            proxy.reset();
            subject.supervised().reset();
            subject.supervised().open();
            long most = 0;
            long mostSockets = 0;
            long end = System.nanoTime() + SILENCE.toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                most = Math.max(most, threads() - before);
                mostSockets = Math.max(mostSockets, socketsTo(proxy.port()));
            }
            assertThat(proxy.accepted() - accepted).as("attempts").isBetween(5L, 45L);
            assertThat(most).as("threads of attempts at a time").isBetween(1L, MOST_AT_A_TIME + 2L);
            assertThat(mostSockets).as("sockets of attempts at a time").isLessThanOrEqualTo(MOST_AT_A_TIME + 2L);
            proxy.heal();
            Waiting.until(() -> subject.supervised().state() == ConnectionState.UP);
            subject.read();
            Waiting.until(() -> threads() <= before && socketsTo(proxy.port()) <= subject.poolSize());
        }
    }

    /** Threads that open connections, ours and those of drivers. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("-open") || name.contains("JDBC driver connection thread"))
                .count();
    }

    /** Open sockets that are connected to a port of this machine; none where the system does not list them. */
    private static long socketsTo(int port) {
        String established = ":%04X 01 ".formatted(port);
        long sockets = 0;
        for (Path list : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            if (Files.exists(list)) {
                try (Stream<String> lines = Files.lines(list)) {
                    sockets += lines.filter(line -> line.contains(established)).count();
                } catch (IOException ex) {
                    throw new UncheckedIOException(ex);
                }
            }
        }
        return sockets;
    }
}
