package dev.connections.testing.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An HTTP server whose response to a request never ends: it says nothing, or trickles, or sends as fast as it can. */
public final class TrickleServer implements AutoCloseable {

    /** The part of a response that never ends. */
    public enum Part {

        /** A header. */
        HEADERS("HTTP/1.1 200 OK\r\nX-Long: "),

        /** The body, which has no length. */
        BODY("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");

        private final String start;

        Part(String start) {
            this.start = start;
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private final CountDownLatch clientGone = new CountDownLatch(1);

    private final String start;

    private final long pauseMillis;

    private final int size;

    private TrickleServer(String start, long pauseMillis, int size) throws IOException {
        this.start = start;
        this.pauseMillis = pauseMillis;
        this.size = size;
        inBackground(this::accept);
    }

    /** Starts a server that sends nothing. */
    public static TrickleServer silent() throws IOException {
        return new TrickleServer("", Long.MAX_VALUE, 0);
    }

    /** Starts a server that sends another character of a part every 20 milliseconds. */
    public static TrickleServer trickling(Part part) throws IOException {
        return new TrickleServer(part.start, 20, 1);
    }

    /** Starts a server that sends a body without end. */
    public static TrickleServer endless() throws IOException {
        return new TrickleServer(Part.BODY.start, 0, 8192);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Waits until the client has closed a TCP connection on which it sent a request. */
    public void awaitClosed() throws InterruptedException {
        if (!clientGone.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The client did not close the connection");
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                inBackground(() -> respond(socket));
            } catch (IOException ex) {
                return;
            }
        }
    }

    private void respond(Socket socket) {
        try (socket) {
            if (socket.getInputStream().read() < 0) {
                // opened by the check of the connection
                return;
            }
            OutputStream out = socket.getOutputStream();
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            byte[] more = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
            CountDownLatch never = new CountDownLatch(1);
            while (!server.isClosed()) {
                out.write(more);
                out.flush();
                if (pauseMillis > 0 && never.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (IOException ex) {
            clientGone.countDown();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "trickle-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
