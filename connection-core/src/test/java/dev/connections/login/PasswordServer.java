package dev.connections.login;

import dev.connections.testing.StablePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that wants a user and a password, each on a line of its own, and then answers what it is asked. It counts its
 * connections, and can keep clients waiting.
 */
final class PasswordServer implements AutoCloseable {

    private final ServerSocket listener;

    private final Thread acceptor;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private final AtomicInteger attempts = new AtomicInteger();

    private final AtomicInteger sessions = new AtomicInteger();

    private final AtomicInteger open = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();

    private volatile CountDownLatch doors = new CountDownLatch(0);

    private volatile CountDownLatch goodbyes = new CountDownLatch(0);

    private final CountDownLatch slowAnswer = new CountDownLatch(1);

    PasswordServer() {
        try {
            listener = StablePort.listen(StablePort.next(), 1_000);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        acceptor = start(this::accept);
    }

    static String passwordOf(String user) {
        return "the password of " + user;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections there were, whatever became of them. */
    int attempts() {
        return attempts.get();
    }

    /** How many users were let in. */
    int sessions() {
        return sessions.get();
    }

    /** How many connections there are. */
    int open() {
        return open.get();
    }

    /** How many connections there were at a time. */
    int most() {
        return most.get();
    }

    /** Keeps those who come waiting for an answer. */
    void shutDoors() {
        doors = new CountDownLatch(1);
    }

    void openDoors() {
        doors.countDown();
    }

    /** Keeps those who go waiting for an answer. */
    void ignoreGoodbyes() {
        goodbyes = new CountDownLatch(1);
    }

    void heedGoodbyes() {
        goodbyes.countDown();
    }

    /** Answers those who have asked for something slow. */
    void answerSlowly() {
        slowAnswer.countDown();
    }

    /** Ends all connections. */
    void hangUp() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                attempts.incrementAndGet();
                int now = open.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                start(() -> serve(socket));
            }
        } catch (IOException ex) {
            hangUp();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            boolean welcome;
            try {
                welcome = talk(socket);
            } finally {
                // before the client learns that it is over
                open.decrementAndGet();
                sockets.remove(socket);
            }
            if (!welcome) {
                answer(socket, "no");
            }
        } catch (IOException ex) {
            // the client has gone, or this server has
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the client was let in. */
    private boolean talk(Socket socket) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String user = in.readLine();
        String password = in.readLine();
        doors.await();
        if (!passwordOf(String.valueOf(user)).equals(password)) {
            return false;
        }
        sessions.incrementAndGet();
        answer(socket, "yes");
        for (String line = in.readLine(); line != null && !line.equals("bye"); line = in.readLine()) {
            if (line.equals("something slow")) {
                slowAnswer.await();
            }
            answer(socket, user);
        }
        goodbyes.await();
        return true;
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "password-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        openDoors();
        heedGoodbyes();
        answerSlowly();
        try {
            listener.close();
            // until it has left accept(), the system still accepts connections
            acceptor.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
