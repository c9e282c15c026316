package dev.connections.testing.mail;

import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on the loopback interface (RFC 5321) with STARTTLS, AUTH, SIZE and SMTPUTF8. It can be stopped and started on the
 * same port, and told to answer otherwise, or to break, at each step of a conversation.
 */
public final class SmtpServer implements AutoCloseable {

    private static final int BACKLOG = 100;

    final Options options;

    private final List<SmtpMail> messages = new CopyOnWriteArrayList<>();

    private final List<String> commands = new CopyOnWriteArrayList<>();

    private final Map<SmtpStep, Queue<SmtpReaction>> script = new EnumMap<>(SmtpStep.class);

    private final Map<SmtpStep, SmtpReaction> always = new EnumMap<>(SmtpStep.class);

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final AtomicInteger connections = new AtomicInteger();

    private final AtomicInteger taken = new AtomicInteger();

    private final int port;

    private @Nullable ServerSocket listener;

    private @Nullable Thread acceptor;

    private volatile boolean openToAll;

    private SmtpServer(Options options) throws IOException {
        this.options = options;
        this.port = StablePort.next();
        accept(StablePort.listenAgain(port, BACKLOG));
    }

    /** Starts one on a free port. */
    public static SmtpServer start(Options options) throws IOException {
        return new SmtpServer(options);
    }

    private synchronized void accept(ServerSocket on) {
        listener = on;
        Thread thread = new Thread(() -> acceptAll(on), "smtp server " + port);
        thread.setDaemon(true);
        thread.start();
        acceptor = thread;
    }

    private void acceptAll(ServerSocket on) {
        while (!on.isClosed()) {
            try {
                Socket socket = on.accept();
                connections.incrementAndGet();
                open.add(socket);
                if (on.isClosed()) {
                    // accepted while the server was stopped, perhaps after the open ones were dropped
                    socket.close();
                    return;
                }
                Thread thread = new Thread(() -> serve(socket), "smtp session " + port);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException ex) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new SmtpSession(this, socket).run();
        } catch (IOException ex) {
            // the client has gone
            return;
        } finally {
            open.remove(socket);
        }
    }

    /** Stops listening, and drops all connections. */
    public synchronized void stop() throws IOException {
        if (listener != null) {
            listener.close();
        }
        if (acceptor != null) {
            // until it has left accept(), the system still accepts connections
            join(acceptor);
        }
        dropAll();
    }

    private static void join(Thread thread) throws InterruptedIOException {
        try {
            thread.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(ex.getMessage());
        }
    }

    /** Drops all connections. */
    public void dropAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Listens again, on the same port. */
    public void restart() throws IOException {
        accept(StablePort.listenAgain(port, BACKLOG));
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    public int port() {
        return port;
    }

    /** What was taken, in order. */
    public List<SmtpMail> messages() {
        return List.copyOf(messages);
    }

    /** How many messages were taken. */
    public int taken() {
        return taken.get();
    }

    /** All commands, in order, but for what follows AUTH. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** Reacts so, the next times it comes to the step. */
    public synchronized void next(SmtpStep step, SmtpReaction... reactions) {
        script.computeIfAbsent(step, key -> new ArrayDeque<>()).addAll(List.of(reactions));
    }

    /** Reacts so whenever it comes to the step. */
    public synchronized void always(SmtpStep step, SmtpReaction reaction) {
        always.put(step, reaction);
    }

    /** Takes messages of anybody, whoever has logged in. */
    public void openToAll() {
        openToAll = true;
    }

    boolean isOpenToAll() {
        return openToAll || options.user() == null;
    }

    synchronized @Nullable SmtpReaction reaction(SmtpStep step) {
        Queue<SmtpReaction> queue = script.get(step);
        SmtpReaction next = (queue != null) ? queue.poll() : null;
        return (next != null) ? next : always.get(step);
    }

    void command(String line) {
        if (options.keepsMessages()) {
            commands.add(line);
        }
    }

    void take(SmtpMail mail) {
        taken.incrementAndGet();
        if (options.keepsMessages()) {
            messages.add(mail);
        }
    }

    /**
     * What a server offers.
     *
     * @param tls its key, or {@code null} for no TLS
     * @param implicitTls whether it expects TLS at once
     * @param user who may log in, or {@code null} if nobody needs to
     * @param secret the password, or the access token
     * @param mechanisms how to log in, as {@code PLAIN LOGIN}
     * @param size how large a message may be; 0 for not saying
     * @param utf8 whether it knows SMTPUTF8
     * @param keepsMessages whether messages and commands are kept
     */
    public record Options(
            @Nullable SSLContext tls,
            boolean implicitTls,
            @Nullable String user,
            String secret,
            String mechanisms,
            long size,
            boolean utf8,
            boolean keepsMessages) {

        /** Open to all, in the clear. */
        public static Options plain() {
            return new Options(null, false, null, "", "PLAIN LOGIN", 0, false, true);
        }

        public Options withTls(KeyStore key, String password, boolean implicit) throws GeneralSecurityException {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(key, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new Options(context, implicit, user, secret, mechanisms, size, utf8, keepsMessages);
        }

        public Options withUser(String newUser, String newSecret, String newMechanisms) {
            return new Options(tls, implicitTls, newUser, newSecret, newMechanisms, size, utf8, keepsMessages);
        }

        public Options withSize(long newSize) {
            return new Options(tls, implicitTls, user, secret, mechanisms, newSize, utf8, keepsMessages);
        }

        public Options withUtf8() {
            return new Options(tls, implicitTls, user, secret, mechanisms, size, true, keepsMessages);
        }

        public Options forgetful() {
            return new Options(tls, implicitTls, user, secret, mechanisms, size, utf8, false);
        }

        List<String> extensions(boolean encrypted) {
            List<String> result = new ArrayList<>(List.of("8BITMIME"));
            if (tls != null && !encrypted) {
                result.add("STARTTLS");
            }
            if (user != null && (encrypted || tls == null)) {
                result.add("AUTH " + mechanisms);
            }
            if (size > 0) {
                result.add("SIZE " + size);
            }
            if (utf8) {
                result.add("SMTPUTF8");
            }
            return result;
        }
    }
}
