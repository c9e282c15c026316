package dev.connections.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.RestartableServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresServer
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultRunnerTests {

    @Test
    void tellsWhatReadersMeetWhenConnectionsBreak() throws Exception {
        try (RestartableServer server = RestartablePostgres.create();
                TcpProxy proxy = TcpProxy.to(server.port());
                Subject subject = new HikariSubject(server.databaseAt(proxy.port()))) {
            FaultRun run = FaultRunner.run(subject, Fault.refusing(proxy), Duration.ofMillis(500));

            assertThat(run.healed().minus(run.broken())).isGreaterThanOrEqualTo(Duration.ofMillis(500));
            List<LoadCall> before = run.log().calls().stream()
                    .filter(call -> call.ended().compareTo(run.broken()) < 0)
                    .toList();
            assertThat(before).as("%s", run).isNotEmpty().allMatch(LoadCall::succeeded);
            LoadLog during =
                    run.log().intendedBetween(run.broken(), run.healed().minusMillis(100));
            assertThat(during.longestWait()).as("%s", run).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(run.firstSuccess()).as("%s", run).isPresent();
            assertThat(run.wholeAfter()).as("%s", run).isPresent();
            assertThat(run.control().failures().count()).isZero();
        }
    }
}
