package dev.connections.testing.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two resources of SendGrid's v3 API that sending takes, {@code GET /v3/scopes} and {@code POST /v3/mail/send}, with the statuses,
 * headers and errors that its reference documents.
 */
public final class SendGridServer implements AutoCloseable {

    /** Answers so that the client sees a connection break after it has sent the request. */
    public static final int BREAK = -1;

    private final HttpServer server;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    private final Queue<Integer> next = new ConcurrentLinkedQueue<>();

    private final AtomicInteger sends = new AtomicInteger();

    private final AtomicInteger asked = new AtomicInteger();

    private volatile String apiKey;

    private SendGridServer(String apiKey) throws IOException {
        this.apiKey = apiKey;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v3/scopes", this::scopes);
        server.createContext("/v3/mail/send", this::send);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one that knows one key. */
    public static SendGridServer start(String apiKey) throws IOException {
        return new SendGridServer(apiKey);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was accepted and is not of the sandbox. */
    public List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** How often a message was handed over, whatever became of it. */
    public int sends() {
        return sends.get();
    }

    /** How often it was asked what a key may do. */
    public int asked() {
        return asked.get();
    }

    /** Answers the next messages so. */
    public void next(int... statuses) {
        for (int status : statuses) {
            next.add(status);
        }
    }

    /** Knows another key from now on. */
    public void useKey(String newKey) {
        apiKey = newKey;
    }

    private boolean isKnown(HttpExchange exchange) throws IOException {
        boolean known = ("Bearer " + apiKey).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known) {
            answer(exchange, 401, error("The provided authorization grant is invalid, expired, or revoked", null));
        }
        return known;
    }

    private void scopes(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        if (isKnown(exchange)) {
            answer(exchange, 200, "{\"scopes\":[\"mail.send\",\"sender_verification_eligible\"]}");
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        sends.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!isKnown(exchange)) {
            return;
        }
        Integer told = next.poll();
        if (told != null) {
            if (told == BREAK) {
                exchange.close();
            } else {
                answer(exchange, told, error("told to", null));
            }
            return;
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            answer(exchange, 415, error("Content-Type should be application/json.", null));
            return;
        }
        JsonNode message = JsonMapper.shared().readTree(body);
        String problem = problem(message);
        if (problem != null) {
            answer(exchange, 400, problem);
            return;
        }
        if (message.at("/mail_settings/sandbox_mode/enable").asBoolean(false)) {
            answer(exchange, 200, "");
            return;
        }
        messages.add(message);
        exchange.getResponseHeaders().set("X-Message-Id", "sg-" + messages.size());
        answer(exchange, 202, "");
    }

    /** What the reference requires of a message. */
    private static @Nullable String problem(JsonNode message) {
        if (!message.at("/from/email").asString("").contains("@")) {
            return error("The from object must be provided for every email send.", "from");
        }
        if (message.at("/personalizations/0/to").isEmpty()) {
            return error("The to array is required for all personalization objects", "personalizations.0.to");
        }
        if (message.path("subject").asString("").isEmpty()) {
            return error("The subject is required.", "subject");
        }
        if (message.path("content").isEmpty()
                || message.at("/content/0/value").asString("").isEmpty()) {
            return error("The content value must be a string at least one character in length.", "content.0.value");
        }
        if (message.path("content").size() == 2
                && !message.at("/content/0/type").asString().equals("text/plain")) {
            return error("If present, text/plain must be first", "content");
        }
        return null;
    }

    private static String error(String message, @Nullable String field) {
        return "{\"errors\":[{\"message\":\"" + message + "\",\"field\":"
                + ((field == null) ? "null" : "\"" + field + "\"") + ",\"help\":null}]}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
