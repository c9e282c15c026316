package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionState;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.Direction;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection is lost on the way, by something that still acknowledges its packets, while others are well. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostCallTests {

    private static final int PADDING = 10_000;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void aCallWhoseSessionHasEndedFailsAndOneThatRunsGoesOn(Servers servers) throws Exception {
        String function = (servers == Servers.POSTGRES) ? "pg_sleep" : "sleep";
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
            subject.read();
            long sent = proxy.bytes(Direction.TO_SERVER);
            // more than any login sends
            String padding = " where '" + "x".repeat(PADDING) + "' <> ''";
            Future<?> lost = start(subject, "select " + function + "(2)" + padding);
            proxy.await(() -> proxy.bytes(Direction.TO_SERVER) > sent + PADDING);
            assertThat(proxy.loseServer()).isPositive();
            Future<?> running = start(subject, "select " + function + "(12)");
            assertThatThrownBy(() -> lost.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(running.isDone()).as("the other one goes on").isFalse();
            running.get(30, TimeUnit.SECONDS);
            assertThat(subject.read()).startsWith(RestartableServer.USER);
            assertThat(subject.supervised().state()).isEqualTo(ConnectionState.UP);
        }
    }

    private Future<?> start(SupervisedSubject subject, String statement) {
        return callers.submit(() -> subject.sql().sql(statement).noRetry().list(String.class));
    }
}
