package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads and the real time. */
@Timeout(120)
class ResetStormTests {

    private static final int RESETS = 10_000;

    private final Pipes pipes = new Pipes();

    private final SupervisedConnection<Pipe> connection = new SupervisedConnection<>(
            new ConnectionName("storm"),
            "pipe",
            pipes,
            CredentialsProvider.of(Credentials.none()),
            SupervisionSettings.defaults());

    @Test
    void tenThousandResetsUnderLoadFailNoCallAndLeakNothing() throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(8);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        List<Future<?>> loads = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                loads.add(users.submit(() -> {
                    while (!over.get()) {
                        connection.run(Pipe::use);
                        calls.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < RESETS; i++) {
                connection.reset();
            }
            over.set(true);
            for (Future<?> load : loads) {
                load.get(30, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
            users.shutdownNow();
        }
        connection.close();
        assertThat(calls).hasPositiveValue();
        assertThat(pipes.usedAfterClosing).hasValue(0);
        assertThat(pipes.closedTwice).hasValue(0);
        assertThat(pipes.open).as("resources that were not closed").isEmpty();
        assertThat(awaitNoThread()).as("threads of the connection").isEmpty();
    }

    private static List<String> awaitNoThread() {
        List<String> left = threads();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.yield();
            left = threads();
        }
        return left;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("connection-storm-"))
                .toList();
    }

    private static final class Pipe {

        private final Pipes pipes;

        private volatile boolean closed;

        Pipe(Pipes pipes) {
            this.pipes = pipes;
        }

        void use() {
            if (closed) {
                pipes.usedAfterClosing.incrementAndGet();
            }
        }
    }

    private static final class Pipes implements ConnectionFactory<Pipe> {

        final Set<Pipe> open = ConcurrentHashMap.newKeySet();

        final AtomicInteger closedTwice = new AtomicInteger();

        final AtomicInteger usedAfterClosing = new AtomicInteger();

        @Override
        public Pipe connect(Credentials credentials) {
            Pipe pipe = new Pipe(this);
            open.add(pipe);
            return pipe;
        }

        @Override
        public boolean isOpen(Pipe pipe) {
            return !pipe.closed;
        }

        @Override
        public void close(Pipe pipe) {
            pipe.closed = true;
            if (!open.remove(pipe)) {
                closedTwice.incrementAndGet();
            }
        }
    }
}
