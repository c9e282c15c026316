package dev.connections.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of S3's protocol that transfers and listings need, with objects in memory. It discards what is written and
 * serves what {@link #put} has stored, so that the clients are measured. Thread-safe.
 */
final class ObjectServer implements AutoCloseable {

    private static final int PAGE = 1_000;

    private static final String UPLOAD =
            "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>";

    private static final String COMPLETE =
            "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>";

    private final HttpServer server;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    private final AtomicLong requests = new AtomicLong();

    private volatile int listed;

    ObjectServer() throws IOException {
        // without it a server of the JDK answers 40 ms late
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void put(String key, byte[] content) {
        objects.put(key, content);
    }

    /** Sets the number of keys of a listing. */
    void list(int keys) {
        listed = keys;
    }

    long requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String key = path.substring(path.indexOf('/', 1) + 1);
            try (InputStream body = exchange.getRequestBody()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    if (query.contains("list-type=2")) {
                        list(exchange, query);
                    } else {
                        get(exchange, objects.get(key));
                    }
                }
                case "POST" -> xml(exchange, query.startsWith("uploads") ? UPLOAD : COMPLETE);
                default -> {
                    exchange.getResponseHeaders().set("ETag", "\"e\"");
                    exchange.sendResponseHeaders(200, -1);
                }
            }
        }
    }

    private static void get(HttpExchange exchange, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"e\"");
        exchange.getResponseHeaders().set("Last-Modified", "Tue, 01 Dec 2026 00:00:00 GMT");
        if ("\"e\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        exchange.sendResponseHeaders(200, content.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content);
        }
    }

    private void list(HttpExchange exchange, String query) throws IOException {
        int start = query.contains("continuation-token=")
                ? Integer.parseInt(query.replaceFirst(".*continuation-token=(\\d+).*", "$1"))
                : 0;
        int end = Math.min(listed, start + PAGE);
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>" + (end < listed) + "</IsTruncated>");
        if (end < listed) {
            xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
        }
        for (int i = start; i < end; i++) {
            xml.append("<Contents><Key>data/2026/file-")
                    .append(1_000_000 + i)
                    .append(
                            ".parquet</Key><LastModified>2026-12-01T00:00:00.000Z</LastModified><ETag>\"0123456789abcdef")
                    .append("\"</ETag><Size>1000</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        xml(exchange, xml.append("</ListBucketResult>").toString());
    }

    private static void xml(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
