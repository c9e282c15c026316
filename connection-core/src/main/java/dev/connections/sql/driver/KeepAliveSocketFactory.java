package dev.connections.sql.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Creates sockets with TCP keep-alive probes (RFC 1122, 4.2.3.6): the first after 3 s without traffic, two more 1 s
 * apart. So a network that drops packets ends a call within 5 s, while a statement may run for hours. The drivers of
 * PostgreSQL and MariaDB use it by class name, Connector/J through {@link MySqlSocketFactory}. Thread-safe.
 */
public final class KeepAliveSocketFactory extends SocketFactory {

    static final int IDLE_SECONDS = 3;

    static final int INTERVAL_SECONDS = 1;

    static final int COUNT = 2;

    /** Drivers make their sockets on the thread that asks for a connection, or on one that they start for it. */
    private static final InheritableThreadLocal<@Nullable Consumer<Socket>> SOCKETS = new InheritableThreadLocal<>();

    /** For the driver. */
    public KeepAliveSocketFactory() {}

    /** Passes the sockets that are opened by a call to a consumer, which must be thread-safe. */
    public static <T> T collecting(Consumer<Socket> sockets, SqlCallable<T> work) throws SQLException {
        SOCKETS.set(sockets);
        try {
            return work.call();
        } finally {
            SOCKETS.remove();
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new MonitoredSocket();
        socket.setKeepAlive(true);
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, COUNT);
        Consumer<Socket> sockets = SOCKETS.get();
        if (sockets != null) {
            sockets.accept(socket);
        }
        return socket;
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(remote);
            return socket;
        } catch (IOException ex) {
            socket.close();
            throw ex;
        }
    }

    /** Work that may fail as JDBC does. */
    @FunctionalInterface
    public interface SqlCallable<T> {

        T call() throws SQLException;
    }
}
