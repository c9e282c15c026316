package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ports of 127.0.0.1 that stay free while the server of a test is down. They lie below those that systems give to outgoing
 * connections (Linux from 32768, RFC 6335 from 49152): from there another connection could take the port meanwhile, or a
 * client that tries again and again could connect to itself.
 */
public final class StablePort {

    private static final int FIRST = 12_000;

    private static final int END = 32_000;

    private static final int ATTEMPTS = 100;

    private static final Duration LETTING_GO = Duration.ofSeconds(10);

    /** Those that were returned: their servers may be down at the moment. */
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private StablePort() {}

    /** A port on which nobody listens at the moment, another one each time. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (!TAKEN.add(port)) {
                continue;
            }
            try (ServerSocket free = listen(port, 1)) {
                return free.getLocalPort();
            } catch (IOException ex) {
                // somebody else's; try the next one
            }
        }
        throw new UncheckedIOException(new IOException("No free port found below " + END));
    }

    /** Listens on a port of 127.0.0.1 again, as soon as the system has let go of the listener before. */
    public static ServerSocket listenAgain(int port, int backlog) throws IOException {
        return bindAgain(() -> listen(port, backlog));
    }

    /** Binds something to a port again, as soon as the system has let go of what was bound to it before. */
    public static <T> T bindAgain(Binding<T> binding) throws IOException {
        long deadline = System.nanoTime() + LETTING_GO.toNanos();
        while (true) {
            try {
                return binding.bind();
            } catch (BindException ex) {
                if (System.nanoTime() - deadline > 0) {
                    throw ex;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    /** Listens on a port of 127.0.0.1, even if connections of an earlier listener still end there. */
    public static ServerSocket listen(int port, int backlog) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
            return listener;
        } catch (IOException ex) {
            listener.close();
            throw ex;
        }
    }

    /** Binds to a port. */
    @FunctionalInterface
    public interface Binding<T> {

        T bind() throws IOException;
    }
}
