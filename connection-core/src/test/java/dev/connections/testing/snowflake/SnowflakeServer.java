package dev.connections.testing.snowflake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Snowflake for one test: logins of every kind, statements on an H2 database of its own, asynchronous ones too, results in
 * chunks, and whatever goes wrong. It keeps its port and its data when it is stopped and started, but no session. Safe for use by
 * several threads.
 */
public final class SnowflakeServer implements AutoCloseable {

    /** A user that is known from the start. */
    public static final String USER = "SCOTT";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "t1ger!Secret";

    private static final Logger logger = LoggerFactory.getLogger(SnowflakeServer.class);

    static {
        // otherwise each answer of Java's server waits 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String ACCOUNT = "TESTACCOUNT";

    private final String databaseUrl = "jdbc:h2:mem:snowflake-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private final int port = StablePort.next();

    private final Account account = new Account(ACCOUNT);

    private final Faults faults = new Faults();

    private final Stages stages = new Stages();

    private final Sessions sessions = new Sessions(account, databaseUrl, stages);

    private final Chunks chunks = new Chunks();

    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "snowflake-server");
        thread.setDaemon(true);
        return thread;
    });

    private final Statements statements = new Statements(executor);

    private final Monitoring monitoring = new Monitoring(statements);

    private final Map<RequestKind, AtomicInteger> counts = new EnumMap<>(RequestKind.class);

    private final List<SentStatement> sent = new CopyOnWriteArrayList<>();

    private @Nullable HttpServer http;

    private SnowflakeServer() {
        account.password(USER, PASSWORD);
        for (RequestKind kind : RequestKind.values()) {
            counts.put(kind, new AtomicInteger());
        }
    }

    /** A server that is up. */
    public static SnowflakeServer start() {
        SnowflakeServer server = new SnowflakeServer();
        server.execute(Translation.DOMAINS.toArray(String[]::new));
        server.up();
        return server;
    }

    /** Listens again. Does nothing if it does. */
    public synchronized void up() {
        if (http == null) {
            try {
                InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                HttpServer created = StablePort.bindAgain(() -> HttpServer.create(address, 0));
                created.createContext("/", this::handle);
                created.setExecutor(executor);
                created.start();
                http = created;
            } catch (IOException ex) {
                throw new IllegalStateException("No server on port " + port, ex);
            }
        }
    }

    /** Refuses connections from now on, and has forgotten all sessions. */
    public synchronized void down() {
        HttpServer running = http;
        if (running != null) {
            http = null;
            faults.clear();
            running.stop(0);
            sessions.endAll();
        }
    }

    /** The URL for the driver, without credentials. */
    public String jdbcUrl() {
        return "jdbc:snowflake://127.0.0.1:" + port + "/?account=" + ACCOUNT + "&ssl=off";
    }

    /** The port of 127.0.0.1 that it listens on. */
    public int port() {
        return port;
    }

    /** Who may log in. */
    public Account account() {
        return account;
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** How many requests of a kind there were. */
    public int count(RequestKind kind) {
        return counts.get(kind).get();
    }

    /** The statements in the order that they came, each as often as it came. */
    public List<String> sent() {
        return sent.stream().map(SentStatement::sql).toList();
    }

    /** The tag of a statement that was sent last with this text; {@code null} without. */
    public @Nullable String tagOf(String sql) {
        return sent.stream()
                .filter(statement -> statement.sql().equals(sql))
                .reduce((first, second) -> second)
                .orElseThrow()
                .tag();
    }

    private record SentStatement(String sql, @Nullable String tag) {}

    /** How many sessions there are. */
    public int sessions() {
        return sessions.count();
    }

    /** How many files there are in its stages. */
    public int stagedFiles() {
        return stages.count();
    }

    /** Ends the waits of {@code system$wait}, as if their time were over. */
    public void resumeWaiting() {
        statements.resumeAll();
    }

    /** How many statements have not ended. */
    public int running() {
        return statements.running();
    }

    /** What the driver said when it logged in last. */
    public @Nullable JsonNode lastLogin() {
        return sessions.lastLogin();
    }

    /** The token of every session has expired; the driver can renew them. */
    public void expireTokens() {
        sessions.expireAll(false);
    }

    /** No session can be renewed any more: only a new login helps. */
    public void expireMasterTokens() {
        sessions.expireAll(true);
    }

    /** Ends all sessions, and tells nobody. */
    public void forgetSessions() {
        sessions.endAll();
    }

    /** How many rows come at a time. */
    public void chunkSize(int rows) {
        chunks.size(rows);
    }

    /** How long an answer may take until the driver is told to ask later. */
    public void patience(Duration patience) {
        statements.patience(patience);
    }

    /** Runs statements of H2's in the database, past the protocol. */
    public void execute(String... sql) {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.read(exchange);
            counts.get(request.kind()).incrementAndGet();
            Answer answer = answerOrFault(request);
            if (faults.losesAnswer(request.body().path("sqlText").asString(""))) {
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }

    private Answer answerOrFault(Request request) {
        try {
            faults.await();
            Optional<Answer> fault = faults.next(request.kind());
            return fault.isPresent() ? fault.get() : answer(request);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Answer.status(400);
        } catch (SQLException | RuntimeException ex) {
            logger.error("A request to {} has no answer", request.path(), ex);
            return Answer.status(400);
        }
    }

    private Answer answer(Request request) throws SQLException, InterruptedException {
        switch (request.kind()) {
            case LOGIN -> {
                return Answer.of(sessions.login(request));
            }
            case RENEWAL -> {
                return Answer.of(sessions.renew(request));
            }
            case LOGOUT -> {
                sessions.logout(request.token());
                return Answer.of(Json.success(Json.object()));
            }
            case CHUNK -> {
                byte @Nullable [] chunk = chunks.take(request.path().substring("/chunks/".length()));
                return (chunk == null) ? Answer.status(404) : new Answer(200, chunk);
            }
            default -> {
                Optional<ObjectNode> refusal = sessions.refusal(request.token());
                return Answer.of(refusal.isPresent() ? refusal.get() : inSession(request));
            }
        }
    }

    private ObjectNode inSession(Request request) throws InterruptedException {
        return switch (request.kind()) {
            case QUERY -> query(request);
            case ABORT -> {
                statements.abort(request.body().path("requestId").asString());
                yield Json.success(Json.object());
            }
            case RESULT -> monitoring.result(request.path().split("/")[2]);
            case STATUS -> monitoring.status(request.path().substring("/monitoring/queries/".length()));
            default -> Json.success(Json.object());
        };
    }

    private ObjectNode query(Request request) throws InterruptedException {
        Session session = sessions.byToken(request.token()).orElseThrow();
        JsonNode body = request.body();
        String sql = body.path("sqlText").asString();
        @Nullable String tag = Json.text(body.path("parameters"), "QUERY_TAG");
        sent.add(new SentStatement(sql, (tag != null) ? tag : session.setting("QUERY_TAG")));
        Optional<ObjectNode> known = monitoring.answer(sql);
        if (known.isPresent()) {
            return known.get();
        }
        Script script = new Script(new Query(session, chunks, stages, "http://127.0.0.1:" + port), statements);
        boolean async = body.path("asyncExec").asBoolean(false);
        return statements.run(request.requestId(), sql, async, (id, abort) -> script.run(body, id, abort));
    }

    /** The statements of users, without those by which the driver keeps house. */
    public List<String> queries() {
        List<String> result = new ArrayList<>(sent());
        result.removeIf(sql -> sql.contains("/*") || sql.equals("commit") || sql.equals("rollback"));
        return result;
    }

    @Override
    public void close() {
        down();
        chunks.clear();
        executor.shutdownNow();
        stages.close();
        execute("shutdown");
    }
}
