package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.FaultRunner;
import dev.connections.testing.faults.LoadLog;
import dev.connections.testing.faults.OpenLoad;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.WholePool;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminatedSessionsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int TIMES = 20;

    @ParameterizedTest
    @EnumSource
    void noReadFailsWhenIdleSessionsAreTerminated(Servers servers) throws Exception {
        try (RestartableServer server = servers.create();
                SupervisedSubject subject = new SupervisedSubject(server.database())) {
            WholePool pool = new WholePool(subject.dataSource(), subject.poolSize());
            assertThat(pool.await(PATIENCE)).isTrue();
            // one more for health checks, for a moment, if all of the pool were in use for long
            assertThat(server.sessions(RestartableServer.USER)).isBetween(subject.poolSize(), subject.poolSize() + 1);

            OpenLoad load = OpenLoad.start(FaultRunner.READS_PER_SECOND, 200, subject::read);
            load.runFor(Duration.ofMillis(500));
            int terminated = 0;
            for (int time = 0; time < TIMES; time++) {
                terminated += server.terminateIdle(RestartableServer.USER);
                // another moment between two reads each time
                load.runFor(Duration.ofMillis(150 + time));
            }
            LoadLog log = load.stop(PATIENCE);

            assertThat(terminated).isGreaterThanOrEqualTo(subject.poolSize() + TIMES / 2);
            assertThat(log.failures().count())
                    .as("failed reads when %s sessions were terminated: %s", terminated, log)
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstWriteAfterIdleSessionsWereTerminatedIsExecutedOnce(Servers servers) throws Exception {
        try (RestartableServer server = servers.create();
                SupervisedSubject subject = new SupervisedSubject(server.database())) {
            subject.sql().update("create table writes (n int)");
            for (int i = 0; i < TIMES; i++) {
                subject.read();
                // MariaDB calls a session idle a moment after it has answered
                Waiting.until(() -> server.terminateIdle(RestartableServer.USER) > 0);
                assertThat(subject.sql()
                                .sql("insert into writes values (?)")
                                .param(i)
                                .update())
                        .isEqualTo(1);
            }
            assertThat(subject.sql().query("select n from writes order by n", Integer.class))
                    .containsExactlyElementsOf(IntStream.range(0, TIMES).boxed().toList());
        }
    }
}
