package dev.connections.samples.ownstarter.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.connections.autoconfigure.testing.ContractTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A chat server and the OAuth2 server that issues its tokens. It can be stopped and started again at its port. */
final class ChatServer implements ContractTarget {

    static final String SECRET = "s3same";

    /** The messages of all rooms. */
    final List<String> messages = new CopyOnWriteArrayList<>(List.of("hello"));

    /** The tokens that are accepted. */
    final Set<String> accepted = Collections.synchronizedSet(new LinkedHashSet<>(Set.of(SECRET)));

    final AtomicInteger reads = new AtomicInteger();

    final AtomicInteger posts = new AtomicInteger();

    final AtomicInteger tokens = new AtomicInteger();

    /** How many messages were sent to readers. */
    final AtomicInteger sent = new AtomicInteger();

    /** How many of the next reads fail. */
    final AtomicInteger toFail = new AtomicInteger();

    private final @Nullable SSLContext ssl;

    private final int port;

    private HttpServer server;

    private ExecutorService threads;

    ChatServer() throws IOException {
        this(null);
    }

    /** @param ssl {@code null} for a server without TLS */
    ChatServer(@Nullable SSLContext ssl) throws IOException {
        this.ssl = ssl;
        start(0);
        port = server.getAddress().getPort();
    }

    int port() {
        return port;
    }

    private void start(int at) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
        if (ssl != null) {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(ssl));
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/token", exchange -> {
            String token = "token-" + tokens.incrementAndGet();
            accepted.add(token);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            respond(
                    exchange,
                    200,
                    "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        });
        server.createContext("/me", exchange -> respond(exchange, isAccepted(exchange) ? 200 : 401, ""));
        server.createContext("/rooms/", this::room);
        server.start();
    }

    private void room(HttpExchange exchange) throws IOException {
        boolean read = exchange.getRequestMethod().equals("GET");
        (read ? reads : posts).incrementAndGet();
        if (!isAccepted(exchange)) {
            respond(exchange, 401, "");
        } else if (read && toFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            respond(exchange, 503, "");
        } else if (read) {
            int after = Integer.parseInt(exchange.getRequestURI().getQuery().replace("after=", ""));
            List<String> newer = messages.stream().skip(after).toList();
            sent.addAndGet(newer.size());
            respond(exchange, 200, String.join("\n", newer));
        } else {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            respond(exchange, 200, "");
        }
    }

    private boolean isAccepted(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null && accepted.contains(header.replaceFirst("^Bearer ", ""));
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("url", "chat://127.0.0.1:" + port, "password", SECRET);
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void start() throws IOException {
        start(port);
    }

    @Override
    public void close() {
        stop();
    }
}
