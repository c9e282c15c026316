package dev.connections.autoconfigure.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of Vault's HTTP API as Spring Vault uses for logins by AppRole, a key-value store of version 2 and a database
 * engine. Answers as the documentation of Vault 1.x says.
 */
final class VaultServer implements AutoCloseable {

    /** The token that is valid at first. */
    static final String TOKEN = "test-token";

    /** What was asked for, in order: method and path. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    final List<String> revokedLeases = new CopyOnWriteArrayList<>();

    final Map<String, Map<String, Object>> keyValues = new ConcurrentHashMap<>();

    final Map<String, Map<String, Object>> staticRoles = new ConcurrentHashMap<>();

    private final Map<String, Supplier<Map<String, Object>>> roles = new ConcurrentHashMap<>();

    private final AtomicInteger leases = new AtomicInteger();

    private final JsonMapper json = new JsonMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final HttpServer server;

    private volatile int leaseSeconds = 3600;

    private volatile boolean sealed;

    private volatile String token = TOKEN;

    private final AtomicInteger logins = new AtomicInteger();

    private volatile boolean renewable;

    private volatile int renewalStatus = 200;

    VaultServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A role of the database engine, for which the credentials are made when they are asked for. */
    void role(String name, int seconds, Supplier<Map<String, Object>> credentials) {
        leaseSeconds = seconds;
        roles.put(name, credentials);
    }

    /** Whether it answers to nothing but with an error. */
    void seal(boolean now) {
        sealed = now;
    }

    /** Revokes the present token: every request with it is answered with 403 until the next login. */
    void revokeToken() {
        token = "none";
    }

    /** Makes leases renewable, and answers renewals with that status. */
    void answerRenewalsWith(int status) {
        renewable = true;
        renewalStatus = status;
    }

    long callsTo(String path) {
        return calls.stream().filter(call -> call.endsWith(" " + path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(exchange.getRequestMethod() + " " + path);
        if (sealed) {
            answer(exchange, 503, Map.of("errors", List.of("Vault is sealed")));
        } else if (path.equals("auth/approle/login")) {
            token = TOKEN + "-" + logins.incrementAndGet();
            answer(
                    exchange,
                    200,
                    Map.of(
                            "auth",
                            Map.of(
                                    "client_token",
                                    token,
                                    "lease_duration",
                                    3600,
                                    "renewable",
                                    true,
                                    "policies",
                                    List.of())));
        } else if (path.equals("sys/health")) {
            answer(exchange, 200, Map.of("initialized", true, "sealed", false, "standby", false, "version", "1.21.0"));
        } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            answer(exchange, 403, Map.of("errors", List.of("permission denied")));
        } else {
            authenticated(exchange, path, body);
        }
    }

    private void authenticated(HttpExchange exchange, String path, String body) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("sys/internal/ui/mounts/secret/")) {
            answerData(exchange, Map.of("path", "secret/", "type", "kv", "options", Map.of("version", "2")));
        } else if (path.startsWith("sys/internal/ui/mounts/database/")) {
            answerData(exchange, Map.of("path", "database/", "type", "database"));
        } else if (path.startsWith("secret/data/") && keyValues.containsKey(name)) {
            answerData(exchange, Map.of("data", keyValues.get(name), "metadata", Map.of("version", 1)));
        } else if (path.startsWith("database/creds/") && roles.containsKey(name)) {
            Map<String, Object> answer = lease(path + "/" + leases.incrementAndGet());
            answer.put("data", roles.get(name).get());
            answer(exchange, 200, answer);
        } else if (path.startsWith("database/static-creds/") && staticRoles.containsKey(name)) {
            answerData(exchange, staticRoles.get(name));
        } else if (path.equals("sys/leases/renew")) {
            answer(
                    exchange,
                    renewalStatus,
                    (renewalStatus == 200) ? lease(leaseId(body)) : Map.of("errors", List.of("lease not found")));
        } else if (path.equals("sys/leases/revoke")) {
            revokedLeases.add(leaseId(body));
            answer(exchange, 204, null);
        } else if (path.equals("auth/token/revoke-self")) {
            answer(exchange, 204, null);
        } else if (path.equals("auth/token/lookup-self")) {
            answerData(exchange, Map.of("ttl", 3600, "renewable", true, "type", "service"));
        } else {
            answer(exchange, 404, Map.of("errors", List.of()));
        }
    }

    /** Not renewable unless renewals are answered, as when the maximum time to live is reached. */
    private Map<String, Object> lease(String id) {
        Map<String, Object> lease = new LinkedHashMap<>();
        lease.put("lease_id", id);
        lease.put("lease_duration", leaseSeconds);
        lease.put("renewable", renewable);
        return lease;
    }

    private String leaseId(String body) {
        return json.readTree(body).get("lease_id").asString();
    }

    private void answerData(HttpExchange exchange, Map<String, ?> data) throws IOException {
        answer(exchange, 200, Map.of("data", data, "lease_id", "", "lease_duration", 0, "renewable", false));
    }

    private void answer(HttpExchange exchange, int status, Map<String, ?> answer) throws IOException {
        try (exchange) {
            byte[] bytes = (answer == null) ? new byte[0] : json.writeValueAsBytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, (answer == null) ? -1 : bytes.length);
            if (answer != null) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
