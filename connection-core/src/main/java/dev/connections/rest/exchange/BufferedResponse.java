package dev.connections.rest.exchange;

import dev.connections.cache.values.MemorySize;
import dev.connections.cache.values.Sized;
import dev.connections.rest.message.Redaction;
import dev.connections.rest.message.ResponseBody;
import dev.connections.rest.message.ResponseTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** A response that was read into memory. Immutable. */
public final class BufferedResponse implements Sized {

    private static final int MAX_ERROR = 1024 * 1024;

    private final int status;

    private final Map<String, List<String>> headers;

    private final byte[] body;

    public BufferedResponse(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.headers = copy;
        this.body = body;
    }

    /**
     * Reads a response, which stays open.
     *
     * @param limit how many bytes its body may have
     * @throws ResponseTooLargeException if it has more and is no error: of an error, the beginning is enough
     */
    public static BufferedResponse of(ClientHttpResponse response, long limit) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaders().forEach(headers::put);
        byte[] body = response.getStatusCode().isError()
                ? ResponseBody.beginning(response, (int) Math.min(limit, MAX_ERROR))
                : ResponseBody.read(response.getBody(), limit);
        return new BufferedResponse(response.getStatusCode().value(), headers, body);
    }

    /** The same without what is for one caller alone. */
    public BufferedResponse withoutCookies() {
        Map<String, List<String>> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rest.putAll(headers);
        rest.remove(HttpHeaders.SET_COOKIE);
        return new BufferedResponse(status, rest, body);
    }

    public int status() {
        return status;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    /** The first value of a header. */
    @Nullable
    public String header(String name) {
        List<String> values = headers.get(name);
        return (values != null && !values.isEmpty()) ? values.get(0) : null;
    }

    /** Returns this response with the headers of a 304 (RFC 9111, section 3.2). */
    public BufferedResponse renewedBy(HttpHeaders newer) {
        Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(headers);
        newer.forEach((name, values) -> {
            if (!name.regionMatches(true, 0, "content-", 0, "content-".length())) {
                merged.put(name, values);
            }
        });
        return new BufferedResponse(status, merged, body);
    }

    /** @param redaction takes the secrets of the request out of a text */
    public ClientHttpResponse open(Redaction redaction) {
        return new Opened(redaction);
    }

    @Override
    public long sizeInBytes() {
        long size = MemorySize.OBJECT + MemorySize.array(body.length, 1);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            size += MemorySize.of(header.getKey()) + 4L * MemorySize.OBJECT;
            for (String value : header.getValue()) {
                size += MemorySize.of(value);
            }
        }
        return size;
    }

    private final class Opened implements RedactedResponse {

        private final Redaction redaction;

        private final HttpHeaders opened = new HttpHeaders();

        private final InputStream stream = new ByteArrayInputStream(body);

        private Opened(Redaction redaction) {
            this.redaction = redaction;
            headers.forEach(opened::addAll);
        }

        @Override
        public Redaction redaction() {
            return redaction;
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(status);
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            return opened;
        }

        @Override
        public InputStream getBody() {
            return stream;
        }

        @Override
        public void close() {}
    }
}
