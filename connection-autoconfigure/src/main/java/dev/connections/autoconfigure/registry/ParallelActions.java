package dev.connections.autoconfigure.registry;

import java.util.List;
import java.util.function.Consumer;

/** Does something with several connections at the same time, so that one that hangs delays no other. */
final class ParallelActions {

    private ParallelActions() {}

    /** Returns when it is done with all of them, or the thread is interrupted. */
    static void run(
            List<RegisteredConnection<?>> connections, Consumer<RegisteredConnection<?>> action, String threadSuffix) {
        List<Thread> threads = connections.stream()
                .map(connection -> new Thread(
                        () -> action.accept(connection),
                        "connection-" + connection.configuration().name() + "-" + threadSuffix))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException ex) {
                // Each of them ends by itself in finite time.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
