package dev.connections.testing.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connections.testing.StablePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server that answers as a test says, and remembers what it was asked. */
public final class HttpService implements AutoCloseable {

    private final HttpServer server;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "http-service");
        thread.setDaemon(true);
        return thread;
    });

    private final List<HttpCall> calls = new CopyOnWriteArrayList<>();

    private final boolean remembers;

    private volatile Function<HttpCall, HttpAnswer> answers;

    private HttpService(int port, boolean remembers, Function<HttpCall, HttpAnswer> answers) throws IOException {
        this.remembers = remembers;
        this.answers = answers;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.server = StablePort.bindAgain(() -> HttpServer.create(address, 0));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one on a free port. */
    public static HttpService answering(Function<HttpCall, HttpAnswer> answers) {
        return onPort(0, answers);
    }

    /** Starts one on a port, on which another may have ended just now. */
    public static HttpService onPort(int port, Function<HttpCall, HttpAnswer> answers) {
        return start(port, true, answers);
    }

    /** Starts one that does not remember what it was asked, for as many calls as one likes. */
    public static HttpService forgetting(Function<HttpCall, HttpAnswer> answers) {
        return start(0, false, answers);
    }

    private static HttpService start(int port, boolean remembers, Function<HttpCall, HttpAnswer> answers) {
        try {
            return new HttpService(port, remembers, answers);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What it answers from now on. */
    public void answer(Function<HttpCall, HttpAnswer> newAnswers) {
        answers = newAnswers;
    }

    /** What it was asked so far. */
    public List<HttpCall> calls() {
        return List.copyOf(calls);
    }

    /** What it was asked last. */
    public HttpCall lastCall() {
        return calls.get(calls.size() - 1);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            HttpCall call = new HttpCall(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    (uri.getRawQuery() == null) ? "" : uri.getRawQuery(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            if (remembers) {
                calls.add(call);
            }
            HttpAnswer answer = answers.apply(call);
            if (answer.status() == 0) {
                throw new IOException("asked to close the connection");
            }
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            boolean empty = answer.body().length == 0 || call.method().equals("HEAD");
            int missing = answer.whole() ? 0 : 1;
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length + missing);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
                exchange.getResponseBody().flush();
            }
        }
    }

    /** Stops it; connections to it are closed. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
