package dev.connections.testing.faults;

import dev.connections.testing.StablePort;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on 127.0.0.1 that behaves like a bad network on demand. Faults of two kinds can be combined: those that
 * last until {@link #heal()} ({@link #swallow}, {@link #delay}, {@link #newConnections}), for present and new connections,
 * and those that happen once to all present connections ({@link #reset()}, {@link #loseServer()}, {@link #loseResponses()},
 * {@link #shutdown}).
 * Safe for use by several threads.
 *
 * <p>What is held up is not lost: it is delivered after healing, as TCP would retransmit it. So is the end of a
 * connection: while packets are swallowed, neither side learns that the other has gone. What the kernel's buffers hold
 * decides how much a sender can send into the silence.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration MOMENT = Duration.ofMillis(100);

    private volatile int serverPort;

    private final int port = StablePort.next();

    private final Traffic traffic = new Traffic();

    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private final AtomicLong accepted = new AtomicLong();

    private volatile NewConnections newConnections = NewConnections.FORWARDED;

    private @Nullable ServerSocket listener;

    private @Nullable Thread accepting;

    private @Nullable UnansweredPort unanswered;

    private TcpProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listen();
    }

    /** Starts a proxy in front of the server at that port of 127.0.0.1, which need not be there yet. */
    public static TcpProxy to(int serverPort) {
        try {
            return new TcpProxy(serverPort);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The port for clients to connect to, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Holds up everything, both ways, until healing. The server learns of new connections at healing, too. */
    public void swallow() {
        traffic.swallow(EnumSet.allOf(Direction.class));
    }

    /** Holds up everything that goes one way, until healing. */
    public void swallow(Direction direction) {
        traffic.swallow(EnumSet.of(direction));
    }

    /** Delivers everything later, both ways. What is read at once from a side arrives at once on the other. */
    public void delay(Duration delay) {
        traffic.delay(delay);
    }

    /** Resets all present connections, on both sides; how many there were. */
    public int reset() {
        return each(ProxiedConnection::reset);
    }

    /**
     * Makes all present connections half-open: the server's side ends, and the client's side stays without an answer for as
     * long as the client likes. How many there were.
     */
    public int loseServer() {
        return each(ProxiedConnection::loseServer);
    }

    /** Loses, and acknowledges, what the server sends on all present connections. How many there were. */
    public int loseResponses() {
        return each(ProxiedConnection::loseResponses);
    }

    /** Ends all present connections in one direction only: whoever reads there finds its end. How many there were. */
    public int shutdown(Direction direction) {
        return each(connection -> connection.shutdown(direction));
    }

    private int each(Consumer<ProxiedConnection> fault) {
        List<ProxiedConnection> present = List.copyOf(connections);
        present.forEach(fault);
        return present.size();
    }

    /** Leads new connections to another server from now on, as an address does after a failover. */
    public void leadTo(int otherServerPort) {
        serverPort = otherServerPort;
    }

    /** What happens from now on with connections that clients open. */
    public synchronized void newConnections(NewConnections what) {
        try {
            if (what == NewConnections.REFUSED || what == NewConnections.UNANSWERED) {
                closeAll(stopListening());
            }
            traffic.change(() -> newConnections = what);
            if (what == NewConnections.UNANSWERED) {
                unanswered = new UnansweredPort(port);
            } else if (what != NewConnections.REFUSED && listener == null) {
                List<Socket> waiting = stopListening();
                listen();
                waiting.forEach(this::handle);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Ends all faults that last. Lost connections stay lost. */
    public void heal() {
        newConnections(NewConnections.FORWARDED);
        traffic.heal();
    }

    /** How many connections of clients were accepted so far, whatever became of them. */
    public long accepted() {
        return accepted.get();
    }

    /** How many connections of clients are there. One whose end a fault holds up still counts. */
    public int open() {
        return connections.size();
    }

    /** How many bytes were delivered so far. */
    public long bytes(Direction direction) {
        return traffic.bytes(direction);
    }

    /**
     * Waits until a condition on this proxy's counts holds.
     *
     * @throws IllegalStateException if it does not within 10 s
     */
    public void await(BooleanSupplier condition) throws InterruptedException {
        if (!traffic.await(condition, PATIENCE)) {
            throw new IllegalStateException("What was waited for did not happen within " + PATIENCE + ": " + this);
        }
    }

    private void listen() throws IOException {
        ServerSocket opened = StablePort.listenAgain(port, BACKLOG);
        listener = opened;
        accepting = start("accept", () -> accept(opened));
    }

    /** Connections that came in meanwhile and were not handled. */
    private List<Socket> stopListening() throws IOException {
        List<Socket> waiting = List.of();
        if (listener != null) {
            listener.close();
            listener = null;
            // the port is free only when nobody waits in accept any more
            join(accepting, PATIENCE);
        }
        if (unanswered != null) {
            waiting = unanswered.close();
            unanswered = null;
        }
        return waiting;
    }

    private static void closeAll(List<? extends Closeable> sockets) throws IOException {
        for (Closeable socket : sockets) {
            socket.close();
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                handle(opened.accept());
            }
        } catch (IOException ex) {
            // the listener was closed
        }
    }

    private void handle(Socket client) {
        NewConnections what = newConnections;
        ProxiedConnection connection =
                new ProxiedConnection(client, serverPort, traffic, this::isSilent, connections::remove);
        traffic.change(() -> {
            accepted.incrementAndGet();
            connections.add(connection);
        });
        switch (what) {
            case RESET -> connection.reset();
            case CLOSED -> connection.close();
            default -> start("to-server", () -> connection.run(wayBack -> start("to-client", wayBack)));
        }
    }

    private boolean isSilent() {
        return newConnections == NewConnections.SILENT;
    }

    private Thread start(String purpose, Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy-" + port + "-" + purpose);
        thread.setDaemon(true);
        thread.start();
        threads.removeIf(other -> !other.isAlive());
        threads.add(thread);
        return thread;
    }

    /** Stops listening, resets all connections, and waits until all its threads have ended. */
    @Override
    public void close() {
        try {
            synchronized (this) {
                closeAll(stopListening());
            }
            awaitEndOfThreads();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void awaitEndOfThreads() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // a way back may start while it is waited for, so it is looked again
        for (List<Thread> left = alive(); !left.isEmpty(); left = alive()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Threads of " + this + " do not end: " + left);
            }
            reset();
            join(left.get(0), MOMENT);
        }
    }

    private List<Thread> alive() {
        return threads.stream().filter(Thread::isAlive).toList();
    }

    private static void join(@Nullable Thread thread, Duration atMost) {
        try {
            if (thread != null) {
                thread.join(atMost.toMillis());
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "proxy %d to %d: %d accepted, %d open, new ones %s, %s"
                .formatted(
                        port,
                        serverPort,
                        accepted(),
                        open(),
                        newConnections,
                        traffic.isSwallowing() ? "swallowing" : "forwarding");
    }
}
