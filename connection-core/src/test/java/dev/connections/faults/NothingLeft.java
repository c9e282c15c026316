package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of fault tests that leaves threads of connections or drivers, sockets, or much heap behind. Each of its tests is a
 * fault, and some run at the same time, so that they are measured together.
 */
final class NothingLeft implements BeforeAllCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the first tests load stays. */
    private static final long HEAP = 128L << 20;

    /** The JVM and libraries keep some. A fault that leaks has dozens of attempts or connections. */
    private static final int KEPT = 20;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final List<String> OF_CONNECTIONS =
            List.of("pet-db", "Hikari", "JDBC driver connection thread", "connection-cancel");

    private long sockets;

    private long heap;

    @Override
    public void beforeAll(ExtensionContext context) {
        sockets = sockets();
        heap = heap();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && !(threads().isEmpty() && sockets() <= sockets + KEPT)) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            // drivers leave some sockets that the peer has reset to the garbage collector
            heap();
        }
        assertThat(threads()).as("threads").isEmpty();
        assertThat(sockets()).as("sockets").isLessThanOrEqualTo(sockets + KEPT);
        assertThat(heap() - heap).as("heap").isLessThan(HEAP);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> OF_CONNECTIONS.stream().anyMatch(name::contains))
                .toList();
    }

    /** 0 where the system does not list them. */
    private static long sockets() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(NothingLeft::isSocket).count();
        } catch (IOException ex) {
            return 0;
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException ex) {
            // closed meanwhile
            return false;
        }
    }

    /** In bytes, after a garbage collection. */
    private static long heap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
