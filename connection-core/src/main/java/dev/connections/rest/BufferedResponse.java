package dev.connections.rest;

import dev.connections.cache.values.MemorySize;
import dev.connections.cache.values.Sized;
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

/** An answer that has been read as a whole. Immutable. */
final class BufferedResponse implements Sized {

    private static final int MAX_ERROR = 1024 * 1024;

    private final int status;

    private final Map<String, List<String>> headers;

    private final byte[] body;

    BufferedResponse(int status, Map<String, List<String>> headers, byte[] body) {
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
    static BufferedResponse of(ClientHttpResponse response, long limit) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaders().forEach(headers::put);
        byte[] body = response.getStatusCode().isError()
                ? ResponseBody.beginning(response, (int) Math.min(limit, MAX_ERROR))
                : ResponseBody.read(response.getBody(), limit);
        return new BufferedResponse(response.getStatusCode().value(), headers, body);
    }

    /** The same without what is for one caller alone. */
    BufferedResponse withoutCookies() {
        Map<String, List<String>> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rest.putAll(headers);
        rest.remove(HttpHeaders.SET_COOKIE);
        return new BufferedResponse(status, rest, body);
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** The first value of a header. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return (values != null && !values.isEmpty()) ? values.get(0) : null;
    }

    /** The same with the headers of an answer that says that it is still good (RFC 9111, section 3.2). */
    BufferedResponse renewedBy(HttpHeaders newer) {
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
    ClientHttpResponse open(RestErrors.Redaction redaction) {
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

        private final RestErrors.Redaction redaction;

        private final HttpHeaders opened = new HttpHeaders();

        private final InputStream stream = new ByteArrayInputStream(body);

        private Opened(RestErrors.Redaction redaction) {
            this.redaction = redaction;
            headers.forEach(opened::addAll);
        }

        @Override
        public RestErrors.Redaction redaction() {
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
