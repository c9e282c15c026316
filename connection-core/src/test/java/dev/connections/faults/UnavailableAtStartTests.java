package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.faults.NewConnections;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnavailableAtStartTests {

    /** Making a connection must not wait for anything, wherever it leads: an attempt to connect takes 5 s. */
    private static final Duration AT_START = Duration.ofSeconds(1);

    /** Attempts are 100 ms apart, and a silent one is joined by another after 750 ms. */
    private static final Duration OPENED_AFTER = Duration.ofMillis(2_500);

    @BeforeAll
    static void warmUp() throws Exception {
        Servers.warmUp();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, REFUSED", "POSTGRES, UNANSWERED", "POSTGRES, SILENT",
        "MARIADB, REFUSED", "MARIADB, UNANSWERED", "MARIADB, SILENT"
    })
    void startsWithoutTheServerAndOpensByItselfWhenItComes(Servers servers, NewConnections fault) throws Exception {
        try (RestartableServer server = servers.create();
                TcpProxy proxy = TcpProxy.to(server.port())) {
            proxy.newConnections(fault);
            long begin = System.nanoTime();
            try (SupervisedSubject subject = new SupervisedSubject(server.databaseAt(proxy.port()))) {
                subject.supervised().open();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_START);
                if (fault == NewConnections.REFUSED) {
                    Waiting.until(() -> subject.supervised().state() == ConnectionState.DOWN);
                }

                proxy.heal();
                long healed = System.nanoTime();
                Waiting.until(() -> subject.supervised().state() == ConnectionState.UP);

                assertThat(Duration.ofNanos(System.nanoTime() - healed)).isLessThan(OPENED_AFTER);
                assertThat(subject.read()).startsWith(RestartableServer.USER);
            }
        }
    }

    @Test
    void startsThoughNobodyKnowsTheHost() {
        TestDatabase nowhere = new TestDatabase(
                "jdbc:postgresql://nowhere.invalid/app", "nowhere.invalid", 5432, "app", "app", "secret");
        long begin = System.nanoTime();
        try (SupervisedSubject subject = new SupervisedSubject(nowhere)) {
            subject.supervised().open();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_START);
            Waiting.until(() -> subject.supervised().state() == ConnectionState.DOWN);
            assertThat(subject.supervised().status().failure()).hasMessageContaining("nowhere.invalid");
        }
    }
}
