package dev.connections.testing.files;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.connections.testing.StablePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Hugging Face hub of one repository, {@code datasets/owner/name} at {@code main} by default, with a CDN on another
 * port. Files below {@value #DIRECT} bytes are sent by the hub, those below {@value #LARGE} bytes after a redirect within
 * the hub, and others by the CDN. {@link #close} fails if the CDN has received a token.
 */
public final class FakeHub implements AutoCloseable {

    /** Size from which files are sent after a redirect within the hub. */
    public static final int DIRECT = 512;

    /** Size from which files are sent by the CDN. */
    public static final int LARGE = 4096;

    private final HttpServer hub;

    private final HttpServer cdn;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fake-hub");
        thread.setDaemon(true);
        return thread;
    });

    private final NavigableMap<String, byte[]> files = new ConcurrentSkipListMap<>();

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private final List<String> leaks = new CopyOnWriteArrayList<>();

    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();

    private final AtomicInteger failures = new AtomicInteger();

    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile String repository = "datasets/owner/name";

    private volatile String revision = "main";

    private volatile int pageSize = 1000;

    private volatile boolean isPrivate;

    private volatile boolean gated;

    private volatile boolean ranges = true;

    private volatile @Nullable String token;

    private volatile @Nullable String oldRepository;

    private volatile int failureStatus;

    private volatile Map<String, String> failureHeaders = Map.of();

    private volatile boolean failsAtCdn;

    private volatile long cutAfter = -1;

    private volatile long stallAfter = -1;

    private FakeHub() {
        try {
            hub = start(this::handleHub);
            cdn = start(this::handleCdn);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Starts a hub without files. */
    public static FakeHub start() {
        return new FakeHub();
    }

    private HttpServer start(HttpHandler handler) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), StablePort.next());
        HttpServer server = StablePort.bindAgain(() -> HttpServer.create(address, 0));
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
        return server;
    }

    /** Returns the URL for {@code endpoint}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    private URI cdnUrl() {
        return URI.create("http://127.0.0.1:" + cdn.getAddress().getPort());
    }

    /** Sets the repository, such as {@code models/owner/name}. */
    public FakeHub repository(String newRepository) {
        repository = newRepository;
        return this;
    }

    /** Redirects requests for another repository to the present one, as after it was renamed. */
    public FakeHub renamedFrom(String old) {
        oldRepository = old;
        return this;
    }

    /** Sets the only revision. */
    public FakeHub revision(String newRevision) {
        revision = newRevision;
        return this;
    }

    /** Sets the only token. Other tokens are refused. */
    public FakeHub token(String newToken) {
        token = newToken;
        return this;
    }

    /** Requires a token. */
    public FakeHub restricted() {
        isPrivate = true;
        return this;
    }

    /** Refuses files to all users. */
    public FakeHub gated() {
        gated = true;
        return this;
    }

    /** Sets the maximum number of entries of a page. */
    public FakeHub pageSize(int size) {
        pageSize = size;
        return this;
    }

    /** Ignores ranges from now on. */
    public FakeHub withoutRanges() {
        ranges = false;
        return this;
    }

    /** Adds or replaces a file. */
    public void put(String path, byte[] content) {
        files.put(path, content);
        if (content.length >= LARGE) {
            blobs.put(version(content), content);
        }
    }

    /** Shortens a file of the CDN. */
    public void shortenAtCdn(String path, int size) {
        byte[] content = files.get(path);
        blobs.put(version(content), Arrays.copyOf(content, size));
    }

    /** Removes a file. */
    public void remove(String path) {
        files.remove(path);
    }

    /** Answers the next requests to the hub with a status. */
    public void failNext(int count, int status) {
        failNext(count, status, Map.of());
    }

    /** Answers the next requests to the hub with a status and headers. */
    public void failNext(int count, int status, Map<String, String> headers) {
        fail(count, status, headers, false);
    }

    /** Answers the next requests to the CDN with a status. */
    public void failNextAtCdn(int count, int status) {
        fail(count, status, Map.of(), true);
    }

    private void fail(int count, int status, Map<String, String> headers, boolean atCdn) {
        failureStatus = status;
        failureHeaders = headers;
        failsAtCdn = atCdn;
        failures.set(count);
    }

    /** Closes the network connection of the next content after a number of bytes. */
    public void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    /** Stops sending the next content after a number of bytes, without closing the connection. */
    public void stallAfter(long bytes) {
        stallAfter = bytes;
    }

    /** Returns the requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns the number of network connections so far. */
    public int connections() {
        return clients.size();
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        requests.clear();
    }

    /**
     * A request.
     *
     * @param cdn whether the CDN received it
     * @param target path and query, encoded
     */
    public record Request(boolean cdn, String method, String target, Map<String, List<String>> headers) {

        /** Returns a header; {@code null} if there is none. */
        public @Nullable String header(String name) {
            List<String> values = headers.get(name);
            return (values == null) ? null : values.get(0);
        }

        @Override
        public String toString() {
            return (cdn ? "CDN " : "hub ") + method + " " + target;
        }
    }

    private void handleHub(HttpExchange exchange) throws IOException {
        record(exchange, false);
        if (isFailing(false)) {
            fail(exchange);
            return;
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given != null && !given.equals("Bearer " + token)) {
            error(exchange, 401, "", "Invalid credentials in Authorization header");
            return;
        }
        String path = exchange.getRequestURI().getRawPath();
        String kind = repository.startsWith("models/") ? repository.substring("models/".length()) : repository;
        String old = oldRepository;
        if (old != null && path.contains("/" + old + "/")) {
            String target = path.replace("/" + old + "/", "/" + repository + "/");
            String query = exchange.getRequestURI().getRawQuery();
            redirect(exchange, 307, target + ((query == null) ? "" : "?" + query));
        } else if (path.startsWith("/api/resolve-cache/")) {
            sendFile(exchange, decoded(path.substring("/api/resolve-cache/".length())));
        } else if (isPrivate && given == null) {
            error(exchange, 401, "RepoNotFound", "Invalid username or password.");
        } else if (path.startsWith("/api/" + repository + "/")) {
            api(exchange, path.substring(repository.length() + "/api/".length() + 1));
        } else if (path.startsWith("/" + kind + "/resolve/")) {
            resolve(exchange, path.substring(kind.length() + "/resolve/".length() + 1));
        } else {
            error(
                    exchange,
                    (given == null) ? 401 : 404,
                    "RepoNotFound",
                    (given == null) ? "Invalid username or password." : "Repository not found");
        }
    }

    /** @param rest such as {@code tree/main/folder} */
    private void api(HttpExchange exchange, String rest) throws IOException {
        String[] parts = rest.split("/", 3);
        if (parts.length < 2 || !decoded(parts[1]).equals(revision)) {
            error(exchange, 404, "RevisionNotFound", "Invalid rev id: " + parts[1]);
        } else if (parts[0].equals("revision")) {
            sendJson(exchange, Map.of("sha", "0123456789abcdef"));
        } else {
            tree(exchange, (parts.length == 3) ? decoded(parts[2]) : "");
        }
    }

    private void tree(HttpExchange exchange, String folder) throws IOException {
        Map<String, String> query = query(exchange);
        boolean recursive = Boolean.parseBoolean(query.get("recursive"));
        String prefix = folder.isEmpty() ? "" : folder + "/";
        NavigableMap<String, Object> entries = new TreeMap<>();
        files.forEach((path, content) -> {
            if (!path.startsWith(prefix)) {
                return;
            }
            for (int slash = path.indexOf('/', prefix.length()); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String directory = path.substring(0, slash);
                entries.put(
                        directory, Map.of("type", "directory", "oid", "0".repeat(40), "size", 0, "path", directory));
                if (!recursive) {
                    return;
                }
            }
            entries.put(path, entry(path, content));
        });
        if (entries.isEmpty() && !folder.isEmpty()) {
            error(exchange, 404, "EntryNotFound", folder + " does not exist on \"" + revision + "\"");
            return;
        }
        String cursor = query.get("cursor");
        NavigableMap<String, Object> rest = (cursor == null) ? entries : entries.tailMap(cursor, false);
        List<String> page = rest.keySet().stream().limit(pageSize).toList();
        if (rest.size() > pageSize) {
            String last = URLEncoder.encode(page.get(page.size() - 1), StandardCharsets.UTF_8);
            // as of a mirror that does not rewrite links
            exchange.getResponseHeaders()
                    .set(
                            "Link",
                            "<" + cdnUrl() + exchange.getRequestURI().getRawPath() + "?recursive=" + recursive
                                    + "&cursor=" + last + ">; rel=\"next\"");
        }
        sendJson(exchange, page.stream().map(rest::get).toList());
    }

    private static Map<String, Object> entry(String path, byte[] content) {
        Map<String, Object> entry = new TreeMap<>(Map.of("type", "file", "size", content.length, "path", path));
        if (content.length >= LARGE) {
            entry.put("oid", "1".repeat(40));
            entry.put("lfs", Map.of("oid", version(content), "size", content.length, "pointerSize", 132));
        } else {
            entry.put("oid", version(content));
        }
        return entry;
    }

    private void resolve(HttpExchange exchange, String rest) throws IOException {
        String[] parts = rest.split("/", 2);
        if (!decoded(parts[0]).equals(revision)) {
            error(exchange, 404, "RevisionNotFound", "Invalid rev id: " + parts[0]);
            return;
        }
        if (gated) {
            error(
                    exchange,
                    exchange.getRequestHeaders().containsKey("Authorization") ? 403 : 401,
                    "GatedRepo",
                    "Access to dataset is restricted.");
            return;
        }
        String path = decoded(parts[1]);
        byte[] content = files.get(path);
        if (content == null) {
            error(exchange, 404, "EntryNotFound", "Entry not found");
        } else if (content.length >= LARGE) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Linked-Etag", "\"" + version(content) + "\"");
            headers.set("X-Linked-Size", String.valueOf(content.length));
            headers.set("X-Repo-Commit", "0123456789abcdef");
            redirect(exchange, 302, cdnUrl() + "/blobs/" + version(content) + "?Signature=s3cr3t~a_b&Key-Pair-Id=K");
        } else if (content.length >= DIRECT) {
            redirect(exchange, 307, "/api/resolve-cache/" + parts[1]);
        } else {
            sendFile(exchange, path);
        }
    }

    private void sendFile(HttpExchange exchange, String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            error(exchange, 404, "EntryNotFound", "Entry not found");
            return;
        }
        String etag = "\"" + version(content) + "\"";
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        // a proxy that compresses makes it weak
        exchange.getResponseHeaders().set("ETag", "W/" + etag);
        send(exchange, content);
    }

    private void handleCdn(HttpExchange exchange) throws IOException {
        record(exchange, true);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            leaks.add(exchange.getRequestURI().getPath());
        }
        if (isFailing(true)) {
            fail(exchange);
            return;
        }
        String path = exchange.getRequestURI().getPath();
        byte[] content = path.startsWith("/blobs/") ? blobs.get(path.substring("/blobs/".length())) : null;
        if (content == null) {
            error(exchange, 403, "", "");
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"of-the-cdn\"");
        send(exchange, content);
    }

    private void send(HttpExchange exchange, byte[] content) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        byte[] body = content;
        int status = 200;
        if (ranges && range != null) {
            String[] bounds = range.substring("bytes=".length()).split("-", -1);
            long first = Long.parseLong(bounds[0]);
            long end = bounds[1].isEmpty() ? content.length : Math.min(content.length, Long.parseLong(bounds[1]) + 1);
            if (first >= content.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + content.length);
            body = Arrays.copyOfRange(content, (int) first, (int) end);
            status = 206;
        }
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        OutputStream out = exchange.getResponseBody();
        long cut = cutAfter;
        long stall = stallAfter;
        cutAfter = -1;
        stallAfter = -1;
        if (cut < 0 && stall < 0) {
            out.write(body);
            return;
        }
        out.write(body, 0, (int) Math.min(body.length, Math.max(cut, stall)));
        out.flush();
        if (stall >= 0) {
            try {
                closed.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void record(HttpExchange exchange, boolean atCdn) {
        clients.add(exchange.getRemoteAddress());
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        requests.add(new Request(
                atCdn, exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers));
    }

    private boolean isFailing(boolean atCdn) {
        return failsAtCdn == atCdn && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private void fail(HttpExchange exchange) throws IOException {
        failureHeaders.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(failureStatus, -1);
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        if (!code.isEmpty()) {
            exchange.getResponseHeaders().set("X-Error-Code", code);
        }
        exchange.getResponseHeaders().set("X-Error-Message", message);
        sendBody(exchange, status, "{\"error\":\"see the headers\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        sendBody(exchange, status, "Temporary Redirect".getBytes(StandardCharsets.UTF_8));
    }

    private static void sendJson(HttpExchange exchange, Object value) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        sendBody(exchange, 200, JsonMapper.shared().writeValueAsBytes(value));
    }

    private static void sendBody(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return Arrays.stream(((query == null) ? "" : query).split("&"))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(
                        each -> each[0],
                        each -> (each.length == 1) ? "" : URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String version(byte[] content) {
        try {
            String algorithm = (content.length >= LARGE) ? "SHA-256" : "SHA-1";
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Stops both servers.
     *
     * @throws IllegalStateException if the CDN has received a token
     */
    @Override
    public void close() {
        closed.countDown();
        hub.stop(0);
        cdn.stop(0);
        threads.shutdownNow();
        if (!leaks.isEmpty()) {
            throw new IllegalStateException("The CDN has received the token of the hub, at " + leaks);
        }
    }
}
