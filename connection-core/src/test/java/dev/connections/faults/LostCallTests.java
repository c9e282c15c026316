package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionState;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.faults.Direction;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection is lost on the way, by something that still acknowledges its packets, while others are well. */
@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostCallTests {

    private static final int PADDING = 10_000;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    /** The drivers, and a statement of theirs that sleeps. */
    enum Client {
        POSTGRES(Servers.POSTGRES, "postgresql", "pg_sleep"),

        MARIADB(Servers.MARIADB, "mariadb", "sleep"),

        MYSQL(Servers.MARIADB, "mysql", "sleep");

        private final Servers servers;

        private final String scheme;

        private final String function;

        Client(Servers servers, String scheme, String function) {
            this.servers = servers;
            this.scheme = scheme;
            this.function = function;
        }

        TestDatabase database(RestartableServer server, TcpProxy proxy) {
            TestDatabase own = server.databaseAt(proxy.port());
            String url = "jdbc:%s://127.0.0.1:%d/%s".formatted(scheme, proxy.port(), own.database());
            return new TestDatabase(url, own.host(), own.port(), own.database(), own.username(), own.password());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallWhoseSessionHasEndedFailsAndOneThatRunsGoesOn(Client client) throws Exception {
        try (RestartableServer server = client.servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = SupervisedSubject.withoutMinimumIdle(client.database(server, proxy))) {
            subject.read();
            long sent = proxy.bytes(Direction.TO_SERVER);
            // more than any login sends
            String padding = " where '" + "x".repeat(PADDING) + "' <> ''";
            long begun = System.nanoTime();
            Future<?> lost = start(subject, "select " + client.function + "(2)" + padding);
            proxy.await(() -> proxy.bytes(Direction.TO_SERVER) > sent + PADDING);
            assertThat(proxy.loseServer()).isPositive();
            Future<?> running = start(subject, "select " + client.function + "(20)");
            assertThatThrownBy(() -> lost.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("looked up after 2 s, and after 4 s if there was no session for that yet")
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15));
            assertThat(running.isDone()).as("the other one goes on").isFalse();
            running.get(60, TimeUnit.SECONDS);
            assertThat(subject.read()).startsWith(RestartableServer.USER);
            assertThat(subject.supervised().state()).isEqualTo(ConnectionState.UP);
            assertThat(subject.supervised().statistics().openings())
                    .as("only the connection of the lost call is replaced")
                    .isBetween(1L, 2L);
        }
    }

    /** The response is lost: the session waits for the next statement, and the client for the response. */
    @ParameterizedTest
    @EnumSource
    void aCallWhoseSessionRunsNothingFailsAfter15Seconds(Client client) throws Exception {
        try (RestartableServer server = client.servers.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                SupervisedSubject subject = SupervisedSubject.withoutMinimumIdle(client.database(server, proxy))) {
            subject.read();
            long sent = proxy.bytes(Direction.TO_SERVER);
            String padding = " where '" + "x".repeat(PADDING) + "' <> ''";
            long begun = System.nanoTime();
            Future<?> lost = start(subject, "select " + client.function + "(1)" + padding);
            proxy.await(() -> proxy.bytes(Direction.TO_SERVER) > sent + PADDING);
            assertThat(proxy.loseResponses()).isPositive();
            Future<?> running = start(subject, "select " + client.function + "(25)");
            assertThatThrownBy(() -> lost.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
            running.get(60, TimeUnit.SECONDS);
            assertThat(subject.supervised().state()).isEqualTo(ConnectionState.UP);
        }
    }

    private Future<?> start(SupervisedSubject subject, String statement) {
        return callers.submit(() -> subject.sql().sql(statement).noRetry().list(String.class));
    }
}
