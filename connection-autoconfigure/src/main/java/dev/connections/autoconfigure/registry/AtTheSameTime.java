package dev.connections.autoconfigure.registry;

import java.util.List;
import java.util.function.Consumer;

/** Does something with several connections at the same time, so that one that hangs delays no other. */
final class AtTheSameTime {

    private AtTheSameTime() {}

    /** Returns when it is done with all of them, or the thread is interrupted. */
    static void run(List<MadeConnection<?>> connections, Consumer<MadeConnection<?>> action, String threadSuffix) {
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
