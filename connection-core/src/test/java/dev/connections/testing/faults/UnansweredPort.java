package dev.connections.testing.faults;

import dev.connections.testing.StablePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A port on which an attempt to connect gets no answer: somebody listens with a queue that is full and never emptied, and
 * the kernel drops what does not fit (Linux: {@code tcp_abort_on_overflow} unset, as it is by default).
 */
final class UnansweredPort {

    private static final int ENOUGH = 16;

    private static final int SILENCE_MILLIS = 150;

    private final ServerSocket listener;

    private final List<Socket> fillers = new ArrayList<>();

    UnansweredPort(int port) throws IOException {
        listener = StablePort.listen(port, 1);
        while (connects(port)) {
            if (fillers.size() == ENOUGH) {
                close();
                throw new IOException("This system answers however full the queue is");
            }
        }
    }

    private boolean connects(int port) throws IOException {
        Socket filler = new Socket();
        try {
            filler.connect(new InetSocketAddress(listener.getInetAddress(), port), SILENCE_MILLIS);
            fillers.add(filler);
            return true;
        } catch (SocketTimeoutException ex) {
            filler.close();
            return false;
        }
    }

    /** Ends it; connections of clients that came in while the queue was being filled. */
    List<Socket> close() throws IOException {
        Set<Integer> own = new HashSet<>();
        for (Socket filler : fillers) {
            own.add(filler.getLocalPort());
            filler.close();
        }
        List<Socket> clients = new ArrayList<>();
        listener.setSoTimeout(1);
        try (listener) {
            while (true) {
                Socket queued = listener.accept();
                if (own.contains(queued.getPort())) {
                    queued.close();
                } else {
                    clients.add(queued);
                }
            }
        } catch (SocketTimeoutException ex) {
            return clients;
        }
    }
}
