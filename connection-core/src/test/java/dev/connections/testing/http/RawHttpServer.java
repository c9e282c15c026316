package dev.connections.testing.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server whose responses a test writes byte by byte, so that they can be wrong. It closes the connection after each. */
public final class RawHttpServer implements AutoCloseable {

    private final ServerSocket server;

    private final List<String> requests = new CopyOnWriteArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    private final Thread acceptor;

    private volatile Answer answer = out -> {};

    private RawHttpServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = start(this::accept);
    }

    /** Starts one on a free port. */
    public static RawHttpServer start() {
        try {
            return new RawHttpServer();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "raw-http");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What is written from now on. */
    public void answer(Answer newAnswer) {
        answer = newAnswer;
    }

    /** Writes nothing more until the server is closed. */
    public void staySilent() throws InterruptedException {
        closed.await();
    }

    /** What is written from now on, with the right length. */
    public void answer(String status, String headers, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + (headers.isEmpty() ? "" : headers + "\r\n")
                + "Content-Length: " + body.length + "\r\n\r\n";
        all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        answer = out -> out.write(all.toByteArray());
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The first lines and headers of the requests. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException ex) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    return;
                }
                head.append((char) read);
            }
            requests.add(head.toString());
            answer.write(socket.getOutputStream());
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | InterruptedException ex) {
            // the client has gone
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            // until it has left accept(), the system still accepts connections
            acceptor.join();
        } catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Writes a response. */
    @FunctionalInterface
    public interface Answer {

        void write(OutputStream out) throws IOException, InterruptedException;
    }
}
