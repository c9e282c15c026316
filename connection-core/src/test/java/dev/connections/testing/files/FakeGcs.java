package dev.connections.testing.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the JSON API of Google Cloud Storage that Google's client uses for objects: one bucket in memory, with
 * generations, preconditions, ranges, pages, multipart and resumable uploads, and rewrites. Thread-safe.
 */
public final class FakeGcs implements AutoCloseable {

    /** The name of the bucket. */
    public static final String BUCKET = "bucket";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpServer server;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    private final Map<String, StoredObject> objects = new TreeMap<>();

    private final Map<String, Upload> uploads = new HashMap<>();

    private final List<String> requests = new CopyOnWriteArrayList<>();

    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();

    private final Queue<Integer> cuts = new ConcurrentLinkedQueue<>();

    private volatile @Nullable String token;

    private int pageSize = 1_000;

    private long generation = 1_700_000_000_000_000L;

    private record StoredObject(
            String name,
            byte[] content,
            long generation,
            @Nullable String contentType,
            Map<String, String> metadata,
            Instant updated) {}

    private record Upload(JsonNode resource, Map<String, String> query, ByteArrayOutputStream content) {}

    /** An answer other than success. */
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        private final String reason;

        Refusal(int status, String reason, String message) {
            super(message);
            this.status = status;
            this.reason = reason;
        }
    }

    /** Starts the server. */
    public FakeGcs() {
        // without it a server of the JDK answers 40 ms late
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns the URL of the server. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the requests so far, such as {@code GET /storage/v1/b/bucket/o/a.txt}. */
    public List<String> requests() {
        return requests;
    }

    /** Answers the next requests with a status. */
    public void failNext(int count, int status) {
        for (int i = 0; i < count; i++) {
            failures.add(status);
        }
    }

    /** Ends the next response with content after a number of bytes. */
    public void cutAfter(int bytes) {
        cuts.add(bytes);
    }

    /** Sets the access token that requests must have. */
    public void requireToken(String newToken) {
        token = newToken;
    }

    /** Sets the number of objects in a page. */
    public synchronized void setPageSize(int newPageSize) {
        pageSize = newPageSize;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                Integer failure = failures.poll();
                if (failure != null) {
                    throw new Refusal(failure, reason(failure), "test failure");
                }
                String expected = token;
                if (expected != null
                        && !("Bearer " + expected)
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    throw new Refusal(401, "authError", "Invalid Credentials");
                }
                answer(exchange, path, query(exchange.getRequestURI().getRawQuery()), body);
            } catch (Refusal ex) {
                refuse(exchange, ex);
            }
        } catch (IOException ex) {
            // the client has closed the connection
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 401 -> "authError";
            case 403 -> "forbidden";
            case 429 -> "rateLimitExceeded";
            default -> "backendError";
        };
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        if (refusal.status == 304) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        Map<String, Object> error = Map.of(
                "error",
                Map.of(
                        "code",
                        refusal.status,
                        "message",
                        refusal.getMessage(),
                        "errors",
                        List.of(Map.of(
                                "reason", refusal.reason, "message", refusal.getMessage(), "domain", "global"))));
        send(exchange, refusal.status, "application/json", MAPPER.writeValueAsBytes(error));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, (body.length == 0) ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void answer(HttpExchange exchange, String rawPath, Map<String, String> query, byte[] body)
            throws IOException {
        String[] parts = rawPath.replaceFirst("^/(?:upload|download)/", "/").split("/");
        // "", storage, v1, b, BUCKET, o, NAME, rewriteTo, b, BUCKET, o, NAME
        String method = exchange.getRequestMethod();
        if (rawPath.startsWith("/upload/session/")) {
            resume(exchange, rawPath, body);
            return;
        }
        if (parts.length < 6 || !decode(parts[4]).equals(BUCKET)) {
            throw new Refusal(404, "notFound", "The specified bucket does not exist.");
        }
        if (rawPath.startsWith("/upload/")) {
            upload(exchange, query, body);
        } else if (parts.length == 6) {
            list(exchange, query);
        } else if (parts.length > 7 && parts[7].equals("rewriteTo")) {
            rewrite(exchange, decode(parts[6]), decode(parts[11]));
        } else if (method.equals("DELETE")) {
            delete(exchange, decode(parts[6]));
        } else if ("media".equals(query.get("alt"))) {
            media(exchange, decode(parts[6]), query);
        } else {
            json(exchange, found(decode(parts[6]), query));
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String part : raw.split("&")) {
                int equals = part.indexOf('=');
                String name = (equals < 0) ? part : part.substring(0, equals);
                String value = (equals < 0) ? "" : part.substring(equals + 1);
                query.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private synchronized StoredObject found(String name, Map<String, String> query) {
        StoredObject object = objects.get(name);
        String wanted = query.get("generation");
        if (object == null || (wanted != null && object.generation != Long.parseLong(wanted))) {
            throw new Refusal(404, "notFound", "No such object: " + BUCKET + "/" + name);
        }
        String not = query.get("ifGenerationNotMatch");
        if (not != null && object.generation == Long.parseLong(not)) {
            throw new Refusal(304, "notModified", "Not Modified");
        }
        checkMatch(object, query);
        return object;
    }

    private static void checkMatch(@Nullable StoredObject object, Map<String, String> query) {
        String match = query.get("ifGenerationMatch");
        if (match != null && ((object == null) ? 0 : object.generation) != Long.parseLong(match)) {
            throw new Refusal(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
        }
    }

    private void json(HttpExchange exchange, StoredObject object) throws IOException {
        send(exchange, 200, "application/json", MAPPER.writeValueAsBytes(resource(object)));
    }

    private static Map<String, Object> resource(StoredObject object) {
        CRC32C crc = new CRC32C();
        crc.update(object.content);
        int value = (int) crc.getValue();
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("kind", "storage#object");
        resource.put("bucket", BUCKET);
        resource.put("name", object.name);
        resource.put("generation", String.valueOf(object.generation));
        resource.put("metageneration", "1");
        resource.put("size", String.valueOf(object.content.length));
        resource.put("updated", object.updated.toString());
        resource.put("timeCreated", object.updated.toString());
        resource.put("etag", "e" + object.generation);
        resource.put("crc32c", Base64.getEncoder().encodeToString(new byte[] {
            (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        }));
        if (object.contentType != null) {
            resource.put("contentType", object.contentType);
        }
        resource.put("metadata", object.metadata);
        return resource;
    }

    private void media(HttpExchange exchange, String name, Map<String, String> query) throws IOException {
        StoredObject object = found(name, query);
        byte[] content = object.content;
        int status = 200;
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null && range.startsWith("bytes=")) {
            String[] ends = range.substring(6).split("-", 2);
            int start = Integer.parseInt(ends[0]);
            int end = ends[1].isEmpty() ? content.length : (int) Math.min(content.length, Long.parseLong(ends[1]) + 1);
            if (start >= content.length) {
                throw new Refusal(416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + content.length);
            content = Arrays.copyOfRange(content, start, end);
            status = 206;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().set("x-goog-generation", String.valueOf(object.generation));
        exchange.getResponseHeaders().set("x-goog-metageneration", "1");
        exchange.getResponseHeaders().set("x-goog-stored-content-length", String.valueOf(object.content.length));
        exchange.getResponseHeaders().set("ETag", "e" + object.generation);
        exchange.sendResponseHeaders(status, (content.length == 0) ? -1 : content.length);
        Integer cut = cuts.poll();
        if (cut != null && cut < content.length) {
            exchange.getResponseBody().write(content, 0, cut);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        }
        exchange.getResponseBody().write(content);
    }

    private synchronized void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.get("delimiter");
        String after = query.getOrDefault("pageToken", "");
        int most = Math.min(pageSize, Integer.parseInt(query.getOrDefault("maxResults", "1000")));
        List<Object> items = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        String next = null;
        String last = "";
        for (StoredObject object : objects.values()) {
            if (!object.name.startsWith(prefix)) {
                continue;
            }
            int end = (delimiter == null) ? -1 : object.name.indexOf(delimiter, prefix.length());
            String entry = (end < 0) ? object.name : object.name.substring(0, end + 1);
            if (entry.compareTo(after) <= 0 || prefixes.contains(entry)) {
                continue;
            }
            if (items.size() + prefixes.size() == most) {
                next = last;
                break;
            }
            last = entry;
            if (end < 0) {
                items.add(resource(object));
            } else {
                prefixes.add(entry);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "storage#objects");
        answer.put("items", items);
        answer.put("prefixes", prefixes);
        if (next != null) {
            answer.put("nextPageToken", next);
        }
        send(exchange, 200, "application/json", MAPPER.writeValueAsBytes(answer));
    }

    private synchronized void delete(HttpExchange exchange, String name) throws IOException {
        if (objects.remove(name) == null) {
            throw new Refusal(404, "notFound", "No such object: " + BUCKET + "/" + name);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private synchronized void rewrite(HttpExchange exchange, String source, String target) throws IOException {
        StoredObject found = found(source, Map.of());
        StoredObject copy = store(target, found.content, found.contentType, found.metadata);
        send(
                exchange,
                200,
                "application/json",
                MAPPER.writeValueAsBytes(Map.of(
                        "kind", "storage#rewriteResponse",
                        "totalBytesRewritten", String.valueOf(copy.content.length),
                        "objectSize", String.valueOf(copy.content.length),
                        "done", true,
                        "resource", resource(copy))));
    }

    private StoredObject store(
            String name, byte[] content, @Nullable String contentType, Map<String, String> metadata) {
        StoredObject object = new StoredObject(name, content, ++generation, contentType, metadata, Instant.now());
        objects.put(name, object);
        return object;
    }

    private synchronized StoredObject store(JsonNode resource, Map<String, String> query, byte[] content) {
        String name = resource.has("name") ? resource.path("name").asString("") : query.getOrDefault("name", "");
        checkMatch(objects.get(name), query);
        Map<String, String> metadata = new LinkedHashMap<>();
        resource.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
        String type = resource.path("contentType").asString("");
        return store(name, content, type.isEmpty() ? null : type, metadata);
    }

    private void upload(HttpExchange exchange, Map<String, String> query, byte[] body) throws IOException {
        if ("resumable".equals(query.get("uploadType"))) {
            String id = "/upload/session/" + requests.size() + "-" + System.nanoTime();
            synchronized (this) {
                uploads.put(id, new Upload(MAPPER.readTree(body), query, new ByteArrayOutputStream()));
            }
            exchange.getResponseHeaders().set("Location", url() + id);
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        String boundary = "--" + type.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
        // bytes as characters, so that positions are the same
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int first = text.indexOf("\r\n\r\n", text.indexOf(boundary)) + 4;
        int firstEnd = text.indexOf("\r\n" + boundary, first);
        int second = text.indexOf("\r\n\r\n", firstEnd + boundary.length()) + 4;
        int secondEnd = text.lastIndexOf("\r\n" + boundary);
        JsonNode resource = MAPPER.readTree(Arrays.copyOfRange(body, first, firstEnd));
        json(exchange, store(resource, query, Arrays.copyOfRange(body, second, secondEnd)));
    }

    private void resume(HttpExchange exchange, String id, byte[] body) throws IOException {
        Upload upload;
        synchronized (this) {
            upload = uploads.get(id);
        }
        if (upload == null) {
            throw new Refusal(410, "gone", "The upload has ended");
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            synchronized (this) {
                uploads.remove(id);
            }
            exchange.sendResponseHeaders(499, -1);
            return;
        }
        upload.content.write(body);
        String range = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Range"));
        if (range.endsWith("/*")) {
            if (upload.content.size() > 0) {
                exchange.getResponseHeaders().set("Range", "bytes=0-" + (upload.content.size() - 1));
            }
            exchange.sendResponseHeaders(308, -1);
            return;
        }
        synchronized (this) {
            uploads.remove(id);
        }
        json(exchange, store(upload.resource, upload.query, upload.content.toByteArray()));
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
