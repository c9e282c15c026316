package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.resource.SharedResource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No caller misses the resource that it waits for, and none uses a resource from before a reset. */
@Timeout(120)
class SharedStateSchedulesTests {

    private static final int SCHEDULES = 200;

    private static final ConnectConfig<String> CONFIG = ConnectConfig.of(
            "pet-db",
            new ConnectionFactory<>() {

                @Override
                public String connect(Credentials credentials) {
                    return "resource";
                }

                @Override
                public boolean isOpen(String resource) {
                    return true;
                }

                @Override
                public boolean isAlive(String resource) {
                    return true;
                }

                @Override
                public void close(String resource) {}
            },
            CredentialsProvider.of(Credentials.none()),
            SupervisionSettings.defaults());

    /** Callers, an opening and a reset, in the steps that a supervisor takes. */
    private static final class Scene {

        final SchedulesRuntime runtime = new SchedulesRuntime();

        final SharedState<String> state = new SharedState<>(CONFIG, runtime);

        final AtomicInteger opened = new AtomicInteger();

        final AtomicInteger disposed = new AtomicInteger();

        void opens() {
            synchronized (state.lock) {
                open(state.current.epoch());
            }
        }

        private void open(long epoch) {
            opened.incrementAndGet();
            state.current.replace(
                    new SharedResource<>("resource", CONFIG, null, epoch, over -> disposed.incrementAndGet()));
            state.current.state(ConnectionState.UP);
            state.queue.wake();
        }

        void reset() {
            SharedResource<String> before;
            synchronized (state.lock) {
                long epoch = state.current.beginEpoch();
                before = state.current.replace(null);
                state.current.state(ConnectionState.CONNECTING);
                open(epoch);
            }
            if (before != null) {
                before.retire();
            }
        }

        void call(int stripe) {
            long asked = state.current.epoch();
            for (; ; ) {
                SharedResource<String> shared = current(asked);
                if (shared.tryUse(stripe)) {
                    boolean isNew = shared.epoch() >= asked;
                    shared.release(stripe, true);
                    if (!isNew) {
                        throw new AssertionError("a resource from before a reset");
                    }
                    return;
                }
            }
        }

        private SharedResource<String> current(long asked) {
            for (; ; ) {
                CompletableFuture<Void> change;
                synchronized (state.lock) {
                    SharedResource<String> shared = state.current.get();
                    if (shared != null && shared.epoch() >= asked) {
                        return shared;
                    }
                    change = state.queue.change();
                }
                runtime.await(change, Duration.ZERO);
            }
        }

        void end() {
            SharedResource<String> last;
            synchronized (state.lock) {
                last = state.current.replace(null);
            }
            last.retire();
            if (disposed.get() != opened.get()) {
                throw new AssertionError(disposed + " of " + opened + " resources disposed of");
            }
        }
    }

    @Test
    void callersWaitForAnOpening() {
        Schedules.explore(SCHEDULES, () -> {
            Scene scene = new Scene();
            Schedules.sideBySide(() -> scene.call(0), () -> scene.call(1), scene::opens);
            scene.end();
        });
    }

    @Test
    void callersMeetAReset() {
        Schedules.explore(SCHEDULES, () -> {
            Scene scene = new Scene();
            scene.opens();
            Schedules.sideBySide(() -> scene.call(0), () -> scene.call(0), scene::reset);
            scene.end();
        });
    }
}
