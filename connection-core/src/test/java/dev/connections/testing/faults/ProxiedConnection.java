package dev.connections.testing.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A client's connection and the one to the server that answers it, with a thread for each way. Like a network, it tells
 * one side of the other's end only when packets pass.
 */
final class ProxiedConnection {

    private static final int CONNECT_MILLIS = 5_000;

    private final Socket client;

    private final Socket server = new Socket();

    private final int serverPort;

    private final Traffic traffic;

    private final BooleanSupplier silent;

    private final Consumer<ProxiedConnection> whenGone;

    private final Set<Direction> cut = Collections.synchronizedSet(EnumSet.noneOf(Direction.class));

    private final AtomicInteger waysEnded = new AtomicInteger();

    private volatile boolean serverLost;

    private volatile boolean gone;

    /**
     * @param silent whether the server must not hear of it for the time being
     * @param whenGone told when nothing of it is left
     */
    ProxiedConnection(
            Socket client,
            int serverPort,
            Traffic traffic,
            BooleanSupplier silent,
            Consumer<ProxiedConnection> whenGone) {
        this.client = client;
        this.serverPort = serverPort;
        this.traffic = traffic;
        this.silent = silent;
        this.whenGone = whenGone;
    }

    /** Connects to the server, and passes on what goes there. The way back runs as {@code wayBack} says. */
    void run(Consumer<Runnable> wayBack) {
        try {
            traffic.awaitEnd(silent, this::isGone);
            traffic.awaitPassage(Direction.TO_SERVER, this::isGone);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MILLIS);
        } catch (IOException ex) {
            reset();
            return;
        }
        wayBack.accept(() -> forward(server, client, Direction.TO_CLIENT));
        forward(client, server, Direction.TO_SERVER);
    }

    private void forward(Socket from, Socket to, Direction direction) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                traffic.awaitPassage(direction, this::isGone);
                deliver(buffer, read, out, direction);
            }
            traffic.awaitPassage(direction, this::isGone);
            if (!cut.contains(direction)) {
                to.shutdownOutput();
            }
        } catch (IOException ex) {
            if (!(serverLost && from == server)) {
                failed(direction);
            }
        } finally {
            if (waysEnded.incrementAndGet() == Direction.values().length) {
                close();
            }
        }
    }

    private void deliver(byte[] buffer, int length, OutputStream out, Direction direction) throws IOException {
        if (cut.contains(direction)) {
            return;
        }
        try {
            out.write(buffer, 0, length);
            traffic.count(direction, length);
        } catch (IOException ex) {
            if (!cut.contains(direction)) {
                throw ex;
            }
            // that way was closed while it wrote: the bytes are lost, as all later ones
        }
    }

    private void failed(Direction direction) {
        try {
            traffic.awaitPassage(direction, this::isGone);
        } catch (IOException ex) {
            // the thread was interrupted, so the failure is not held up
        }
        reset();
    }

    /** Ends the connection on both sides with a reset. */
    void reset() {
        // closing a socket that must not linger sends RST instead of FIN
        end(socket -> socket.setSoLinger(true, 0));
    }

    /** The server's side ends in good order; the client is not told, and what it sends is lost. */
    void loseServer() {
        serverLost = true;
        cut.addAll(EnumSet.allOf(Direction.class));
        closeQuietly(server);
    }

    /** What the server sends from now on is lost, and acknowledged. */
    void loseResponses() {
        cut.add(Direction.TO_CLIENT);
    }

    /** Whoever reads what goes that way finds its end. What is sent that way from now on is lost. */
    void shutdown(Direction direction) {
        cut.add(direction);
        try {
            ((direction == Direction.TO_CLIENT) ? client : server).shutdownOutput();
        } catch (IOException ex) {
            // it has ended already
        }
    }

    /** Ends the connection on both sides in good order. */
    void close() {
        end(socket -> {});
    }

    private void end(SocketPreparation preparation) {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                preparation.prepare(socket);
            } catch (IOException ex) {
                // it is closed already
            }
            closeQuietly(socket);
        }
        traffic.change(() -> {
            gone = true;
            whenGone.accept(this);
        });
    }

    private boolean isGone() {
        return gone;
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException ex) {
            // nothing is left to be closed
        }
    }

    private interface SocketPreparation {
        void prepare(Socket socket) throws IOException;
    }
}
