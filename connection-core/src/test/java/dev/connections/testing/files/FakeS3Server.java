package dev.connections.testing.files;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake of S3 with one bucket, {@code bucket}, and faults on demand. Objects are in memory. Conditions are atomic. It
 * does not verify signatures: the access key {@code refused} is unknown, others are valid.
 */
public final class FakeS3Server implements AutoCloseable {

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.ROOT);

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    static {
        // otherwise each response waits for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    private final SortedMap<String, Stored> objects = new TreeMap<>();

    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    private final AtomicInteger ids = new AtomicInteger();

    private final List<Received> requests = new CopyOnWriteArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile int failures;

    private volatile @Nullable Fault fault;

    private volatile Predicate<Received> failing = request -> true;

    private volatile long cutAfter = -1;

    private volatile long stallAfter = -1;

    private volatile boolean losing;

    private FakeS3Server() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts a server on a free port. */
    public static FakeS3Server start() {
        return new FakeS3Server();
    }

    /** Returns the URL, which needs path-style requests. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Responds to the next requests with an error. */
    public void failNext(int count, int status, String code) {
        failNext(count, status, code, request -> true, Map.of());
    }

    /** Responds to the next matching requests with an error. */
    public synchronized void failNext(
            int count, int status, String code, Predicate<Received> matching, Map<String, String> headers) {
        fault = new Fault(status, code, headers);
        failing = matching;
        failures = count;
    }

    /** Closes the connection after so many bytes of each content, in both directions; -1 for never. */
    public void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    /** Sends and accepts no more after so many bytes of each content until the server is closed; -1 for never. */
    public void stallAfter(long bytes) {
        stallAfter = bytes;
    }

    /** Completes the next multipart upload, and closes the connection instead of the response. */
    public void loseNextCompletion() {
        losing = true;
    }

    /** Returns the requests so far. */
    public List<Received> requests() {
        return requests;
    }

    /** Returns the number of uploads that are neither complete nor aborted. */
    public int openUploads() {
        return uploads.size();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received request = Received.of(exchange);
            requests.add(request);
            Fault injected = nextFault(request);
            if (injected != null) {
                exchange.getRequestBody().readAllBytes();
                injected.headers().forEach(exchange.getResponseHeaders()::add);
                error(exchange, injected.status(), injected.code());
                return;
            }
            String authorization = request.headers().getOrDefault("authorization", "");
            if (authorization.contains("Credential=refused/")) {
                exchange.getRequestBody().readAllBytes();
                error(exchange, 403, "InvalidAccessKeyId");
                return;
            }
            if (!request.path().equals("bucket") && !request.path().startsWith("bucket/")) {
                exchange.getRequestBody().readAllBytes();
                error(exchange, 404, "NoSuchBucket");
                return;
            }
            String key = request.path().substring("bucket".length()).replaceFirst("^/", "");
            respond(exchange, request, key);
        } catch (CutException ex) {
            // closing the exchange closes the connection
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Fault nextFault(Received request) {
        if (failures == 0 || !failing.test(request)) {
            return null;
        }
        failures--;
        return fault;
    }

    private void respond(HttpExchange exchange, Received request, String key) throws IOException, InterruptedException {
        switch (request.method()) {
            case "GET" -> {
                if (key.isEmpty()) {
                    list(exchange, request);
                } else {
                    read(exchange, request, key);
                }
            }
            case "HEAD" -> read(exchange, request, key);
            case "PUT" -> put(exchange, request, key);
            case "POST" -> post(exchange, request, key);
            case "DELETE" -> delete(exchange, request, key);
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    private void list(HttpExchange exchange, Received request) throws IOException {
        String prefix = request.parameter("prefix", "");
        String delimiter = request.parameter("delimiter", "");
        String after = request.parameter("continuation-token", "");
        int maximum = Integer.parseInt(request.parameter("max-keys", "1000"));
        StringBuilder content = new StringBuilder();
        String last = "";
        int count = 0;
        boolean truncated = false;
        for (Map.Entry<String, Stored> each : snapshot().entrySet()) {
            String key = each.getKey();
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String shown = (end < 0) ? key : key.substring(0, end + 1);
            if (!key.startsWith(prefix) || shown.compareTo(after) <= 0 || shown.equals(last)) {
                continue;
            }
            if (count++ == maximum) {
                truncated = true;
                break;
            }
            last = shown;
            Stored stored = each.getValue();
            content.append(
                    (end >= 0)
                            ? "<CommonPrefixes><Prefix>" + encode(shown) + "</Prefix></CommonPrefixes>"
                            : "<Contents><Key>" + encode(shown) + "</Key><LastModified>" + stored.modified()
                                    + "</LastModified><ETag>&quot;" + stored.tag() + "&quot;</ETag><Size>"
                                    + stored.content().length + "</Size></Contents>");
        }
        String next = truncated ? "<NextContinuationToken>" + escape(last) + "</NextContinuationToken>" : "";
        xml(
                exchange,
                200,
                "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>" + truncated + "</IsTruncated>" + next
                        + content + "</ListBucketResult>");
    }

    private synchronized SortedMap<String, Stored> snapshot() {
        return new TreeMap<>(objects);
    }

    private synchronized @Nullable Stored find(String key) {
        return objects.get(key);
    }

    private void read(HttpExchange exchange, Received request, String key) throws IOException, InterruptedException {
        Stored stored = find(key);
        if (stored == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        String match = request.headers().get("if-match");
        String noneMatch = request.headers().get("if-none-match");
        if (match != null && !match.equals(stored.quotedTag())) {
            error(exchange, 412, "PreconditionFailed");
            return;
        }
        if (noneMatch != null && noneMatch.equals(stored.quotedTag())) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] content = stored.content();
        int from = 0;
        int to = content.length;
        Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
        if (range.matches()) {
            from = Integer.parseInt(range.group(1));
            to = range.group(2).isEmpty() ? to : (int) Math.min(to, Long.parseLong(range.group(2)) + 1);
            if (from >= content.length) {
                error(exchange, 416, "InvalidRange");
                return;
            }
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + '-' + (to - 1) + '/' + content.length);
        }
        exchange.getResponseHeaders().add("ETag", stored.quotedTag());
        exchange.getResponseHeaders()
                .add("Last-Modified", HTTP_DATE.format(stored.modified().atOffset(ZoneOffset.UTC)));
        stored.headers().forEach(exchange.getResponseHeaders()::add);
        if (request.method().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", String.valueOf(to - from));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(range.matches() ? 206 : 200, (to == from) ? -1 : to - from);
        send(exchange.getResponseBody(), content, from, to);
    }

    private void send(OutputStream body, byte[] content, int from, int to) throws IOException, InterruptedException {
        int end = (cutAfter < 0) ? to : (int) Math.min(to, from + cutAfter);
        if (stallAfter >= 0 && from + stallAfter < end) {
            body.write(content, from, (int) stallAfter);
            body.flush();
            closed.await();
        }
        body.write(content, from, end - from);
        body.flush();
        if (end < to) {
            throw new CutException();
        }
    }

    private void put(HttpExchange exchange, Received request, String key) throws IOException, InterruptedException {
        String source = request.headers().get("x-amz-copy-source");
        byte[] content;
        Map<String, String> headers = request.stored();
        if (source != null) {
            exchange.getRequestBody().readAllBytes();
            Stored from = find(decode(source).replaceFirst("^/?bucket/", ""));
            if (from == null) {
                error(exchange, 404, "NoSuchKey");
                return;
            }
            Matcher range = RANGE.matcher(request.headers().getOrDefault("x-amz-copy-source-range", ""));
            content = range.matches()
                    ? Arrays.copyOfRange(
                            from.content(), Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)) + 1)
                    : from.content();
            headers = from.headers();
        } else {
            content = receive(exchange, request);
        }
        String id = request.parameter("uploadId", "");
        String tag;
        if (!id.isEmpty()) {
            Upload upload = uploads.get(id);
            if (upload == null) {
                error(exchange, 404, "NoSuchUpload");
                return;
            }
            tag = md5(content);
            upload.parts().put(Integer.parseInt(request.parameter("partNumber", "")), content);
        } else {
            tag = md5(content);
            String failure = store(key, new Stored(content, tag, Instant.now(), headers), request);
            if (failure != null) {
                error(exchange, failure.equals("NoSuchKey") ? 404 : 412, failure);
                return;
            }
        }
        exchange.getResponseHeaders().add("ETag", '"' + tag + '"');
        if (source == null) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            String result = id.isEmpty() ? "CopyObjectResult" : "CopyPartResult";
            xml(exchange, 200, "<" + result + "><ETag>&quot;" + tag + "&quot;</ETag></" + result + ">");
        }
    }

    /** Stores an object if the conditions hold; otherwise returns the error code. */
    private synchronized @Nullable String store(String key, Stored stored, Received request) {
        Stored present = objects.get(key);
        String match = request.headers().get("if-match");
        if (match != null && (present == null || !match.equals(present.quotedTag()))) {
            return (present == null) ? "NoSuchKey" : "PreconditionFailed";
        }
        if (request.headers().get("if-none-match") != null && present != null) {
            return "PreconditionFailed";
        }
        objects.put(key, stored);
        return null;
    }

    private byte[] receive(HttpExchange exchange, Received request) throws IOException, InterruptedException {
        InputStream body = exchange.getRequestBody();
        if (cutAfter >= 0 || stallAfter >= 0) {
            long limit = Math.max(cutAfter, stallAfter);
            if (body.readNBytes((int) limit).length == limit) {
                if (stallAfter >= 0) {
                    closed.await();
                }
                throw new CutException();
            }
        }
        byte[] content = body.readAllBytes();
        return request.headers().getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-")
                ? unchunk(content)
                : content;
    }

    /** Removes the framing of {@code aws-chunked}. */
    private static byte[] unchunk(byte[] framed) throws IOException {
        InputStream input = new ByteArrayInputStream(framed);
        ByteArrayOutputStream content = new ByteArrayOutputStream(framed.length);
        while (true) {
            StringBuilder line = new StringBuilder();
            for (int c; (c = input.read()) != '\n' && c >= 0; ) {
                line.append((char) c);
            }
            int size = Integer.parseInt(line.toString().strip().replaceFirst(";.*", ""), 16);
            if (size == 0) {
                return content.toByteArray();
            }
            content.write(input.readNBytes(size));
            input.skipNBytes(2);
        }
    }

    private void post(HttpExchange exchange, Received request, String key) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (request.query().containsKey("delete")) {
            Matcher keys = KEY.matcher(body);
            while (keys.find()) {
                remove(unescape(keys.group(1)));
            }
            xml(exchange, 200, "<DeleteResult></DeleteResult>");
        } else if (request.query().containsKey("uploads")) {
            String id = "upload-" + ids.incrementAndGet();
            uploads.put(id, new Upload(request.stored(), new ConcurrentHashMap<>()));
            xml(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
        } else {
            complete(exchange, request, key, body);
        }
    }

    private void complete(HttpExchange exchange, Received request, String key, String body) throws IOException {
        Upload upload = uploads.get(request.parameter("uploadId", ""));
        if (upload == null) {
            error(exchange, 404, "NoSuchUpload");
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int count = 0;
        Matcher parts = PART.matcher(body);
        while (parts.find()) {
            content.write(upload.parts().get(Integer.parseInt(parts.group(1))));
            count++;
        }
        String tag = md5(content.toByteArray()) + '-' + count;
        String failure = store(key, new Stored(content.toByteArray(), tag, Instant.now(), upload.headers()), request);
        if (failure != null) {
            error(exchange, failure.equals("NoSuchKey") ? 404 : 412, failure);
            return;
        }
        uploads.remove(request.parameter("uploadId", ""));
        if (losing) {
            losing = false;
            throw new CutException();
        }
        xml(
                exchange,
                200,
                "<CompleteMultipartUploadResult><ETag>&quot;" + tag + "&quot;</ETag></CompleteMultipartUploadResult>");
    }

    private void delete(HttpExchange exchange, Received request, String key) throws IOException {
        String id = request.parameter("uploadId", "");
        if (id.isEmpty()) {
            remove(key);
        } else {
            uploads.remove(id);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private synchronized void remove(String key) {
        objects.remove(key);
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            xml(exchange, status, "<Error><Code>" + code + "</Code><Message>Simulated " + code + "</Message></Error>");
        }
    }

    private static void xml(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().close();
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /**
     * A request.
     *
     * @param path bucket and key, decoded
     * @param headers headers with lower-case names
     * @param query parameters, decoded
     */
    public record Received(String method, String path, Map<String, String> headers, Map<String, String> query) {

        private static Received of(HttpExchange exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            Map<String, String> query = new HashMap<>();
            String raw = exchange.getRequestURI().getRawQuery();
            for (String each : (raw == null) ? new String[0] : raw.split("&")) {
                String[] pair = each.split("=", 2);
                query.put(decode(pair[0]), (pair.length == 1) ? "" : decode(pair[1]));
            }
            String path = decode(exchange.getRequestURI().getRawPath()).replaceFirst("^/", "");
            return new Received(exchange.getRequestMethod(), path, headers, query);
        }

        /** Returns whether it is a part of a multipart upload. */
        public boolean isPart() {
            return method.equals("PUT") && query.containsKey("partNumber");
        }

        private String parameter(String name, String otherwise) {
            return query.getOrDefault(name, otherwise);
        }

        /** The headers that are a part of the object. */
        private Map<String, String> stored() {
            Map<String, String> stored = new HashMap<>();
            headers.forEach((name, value) -> {
                if (name.startsWith("x-amz-meta-") || name.equals("content-type")) {
                    stored.put(name, value);
                }
            });
            return stored;
        }
    }

    private record Stored(byte[] content, String tag, Instant modified, Map<String, String> headers) {

        String quotedTag() {
            return '"' + tag + '"';
        }
    }

    private record Upload(Map<String, String> headers, Map<Integer, byte[]> parts) {}

    private record Fault(int status, String code, Map<String, String> headers) {}

    /** The connection is closed. */
    private static final class CutException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
