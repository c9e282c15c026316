package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.faults.FaultRunner;
import dev.connections.testing.faults.LoadLog;
import dev.connections.testing.faults.OpenLoad;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.WholePool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@RequiresServer
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HungCheckTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aHungIsOpenIsReportedAndHarmsNoOtherConnection() throws Exception {
        HangingFactory factory = new HangingFactory();
        SupervisedConnection<Object> hung = new SupervisedConnection<>(
                new ConnectionName("legacy-ftp"),
                "ftp",
                factory,
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
        try (RestartableServer server = Servers.POSTGRES.create();
                SupervisedSubject other = new SupervisedSubject(server.database())) {
            hung.call(Object::toString);
            // logins take long on a busy machine
            assertThat(new WholePool(other.dataSource(), other.poolSize()).await(PATIENCE))
                    .isTrue();
            OpenLoad control = OpenLoad.start(FaultRunner.READS_PER_SECOND, 1, () -> {});
            OpenLoad well = OpenLoad.start(FaultRunner.READS_PER_SECOND, 50, other::read);
            OpenLoad ill = OpenLoad.start(FaultRunner.READS_PER_SECOND, 500, () -> hung.call(Object::toString));
            well.runFor(Duration.ofSeconds(1));
            factory.hangs = true;
            Waiting.until(() -> {
                Throwable failure = hung.status().failure();
                return failure != null && String.valueOf(failure.getMessage()).contains("isOpen");
            });
            well.runFor(Duration.ofSeconds(5));
            LoadLog ofOther = well.stop(PATIENCE);
            LoadLog ofHung = ill.stop(PATIENCE);
            Duration hiccup = control.stop(PATIENCE).longestWait();

            // Those who asked, a few for each processor: their threads are in the factory's hands, and no interrupt
            // helps.
            assertThat(ofHung.unfinished().count())
                    .as("hung calls: %s", ofHung)
                    .isLessThanOrEqualTo(4 * Runtime.getRuntime().availableProcessors());
            assertThat(ofHung.finished().longestWait())
                    .as("longest wait: %s", ofHung)
                    .isLessThan(Bounds.LONGEST.plus(Bounds.TOLERANCE).plus(hiccup));
            assertThat(ofOther.failures().count())
                    .as("the other one: %s", ofOther)
                    .isZero();
            assertThat(ofOther.longestWait()).as("the other one: %s", ofOther).isLessThan(Bounds.RIDE_OUT.plus(hiccup));
        } finally {
            factory.end.countDown();
            hung.close();
        }
    }

    /** Its check hangs when told to, and no interrupt helps. */
    private static final class HangingFactory implements ConnectionFactory<Object> {

        private final CountDownLatch end = new CountDownLatch(1);

        private volatile boolean hangs;

        @Override
        public Object connect(Credentials credentials) {
            return new Object();
        }

        @Override
        public boolean isOpen(Object resource) {
            while (hangs && end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException ex) {
                    // as code does that catches everything and tries again
                }
            }
            return true;
        }

        @Override
        public void close(Object resource) {}
    }
}
