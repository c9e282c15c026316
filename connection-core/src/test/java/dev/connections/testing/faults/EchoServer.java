package dev.connections.testing.faults;

import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that sends back what it gets, and says goodbye when its client has no more to say. It notes what it met. */
final class EchoServer implements AutoCloseable {

    static final String GOODBYE = "goodbye";

    static final String END = "<end>";

    static final String FAILURE = "<failure>";

    private final ServerSocket listener;

    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private final BlockingQueue<String> met = new LinkedBlockingQueue<>();

    private final Thread accepting;

    EchoServer() throws IOException {
        this(0);
    }

    EchoServer(int port) throws IOException {
        listener = StablePort.listen(port, 200);
        accepting = start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What it read, and how connections ended, in order; {@code "nothing"} if there is nothing for a while. */
    String next(long millis) throws InterruptedException {
        String next = met.poll(millis, TimeUnit.MILLISECONDS);
        return (next == null) ? "nothing" : next;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                start(() -> serve(client));
            }
        } catch (IOException ex) {
            // the listener was closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[1024];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                met.add(new String(buffer, 0, read, StandardCharsets.US_ASCII));
                client.getOutputStream().write(buffer, 0, read);
            }
            met.add(END);
            client.getOutputStream().write(GOODBYE.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ex) {
            met.add(FAILURE);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listener.close();
        // the kernel listens until nobody waits in accept any more
        accepting.join(10_000);
        for (Socket client : clients) {
            client.close();
        }
    }
}
