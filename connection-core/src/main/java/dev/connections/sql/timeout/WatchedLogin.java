package dev.connections.sql.timeout;

import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A login in progress. On timeout or interruption its sockets are closed, and so are sockets that the driver opens
 * later, such as for a second attempt without encryption: a driver that waits for its socket notices neither.
 */
public final class WatchedLogin extends WatchedStatement implements Consumer<Socket> {

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private volatile boolean aborted;

    private volatile @Nullable Socket last;

    WatchedLogin(Thread thread, Duration timeout) {
        super(null, thread, timeout.toNanos());
    }

    /** The driver opened a socket. */
    @Override
    public void accept(Socket socket) {
        sockets.add(socket);
        last = socket;
        if (aborted) {
            close(socket);
        }
    }

    /**
     * Returns the socket of the connection, once it is open; {@code null} if the driver opens its sockets otherwise.
     */
    public @Nullable Socket socket() {
        return last;
    }

    @Override
    void requestCancellation(@Nullable Statement none) throws SQLException {
        failed();
    }

    /** Closes all sockets. A driver may leave one that could not be connected to the garbage collector. */
    public void failed() {
        aborted = true;
        sockets.forEach(WatchedLogin::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ex) {
            // It is not used any more, whatever its state.
        }
    }
}
