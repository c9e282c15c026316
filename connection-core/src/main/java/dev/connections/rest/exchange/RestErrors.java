package dev.connections.rest.exchange;

import dev.connections.rest.RestException;
import dev.connections.rest.message.ProblemReader;
import dev.connections.rest.message.Redaction;
import dev.connections.rest.message.ResponseBody;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ClassUtils;

/** Makes exceptions of failed requests of one connection. Safe for use by several threads. */
public final class RestErrors {

    private static final Logger logger = LoggerFactory.getLogger(RestErrors.class);

    private static final int MAX_READ = 64 * 1024;

    private static final int MAX_SHOWN = 300;

    private static final boolean JACKSON_PRESENT =
            ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper", RestErrors.class.getClassLoader());

    private final String connection;

    private final Supplier<URI> baseUrl;

    private final Redaction configured;

    /**
     * @param connection the name of the connection
     * @param baseUrl its URL, whose path is not shown: it may hold a token
     * @param configured takes configured secrets out of a text
     */
    RestErrors(String connection, Supplier<URI> baseUrl, Redaction configured) {
        this.connection = connection;
        this.baseUrl = baseUrl;
        this.configured = configured;
    }

    /** Returns the exception of a response whose status is an error. */
    public RestException ofResponse(HttpMethod method, URI uri, ClientHttpResponse response, Redaction redaction)
            throws IOException {
        HttpStatusCode status = response.getStatusCode();
        MediaType type = contentType(response);
        byte[] bytes = ResponseBody.beginning(response, MAX_READ);
        String text = isText(type) ? redaction.redact(new String(bytes, charset(type))) : "";
        ProblemDetail problem = JACKSON_PRESENT && MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(type)
                ? ProblemReader.read(new String(bytes, StandardCharsets.UTF_8), redaction)
                : null;
        // a secret with quotation marks is one only now
        String detail =
                (problem != null && problem.getDetail() != null) ? shown(redaction.redact(problem.getDetail())) : "";
        String what = "was answered with " + status.value() + reason(status) + (detail.isEmpty() ? "" : ": " + detail);
        RestException failure = new RestException(
                connection, method, path(uri, redaction), status, what, problem, shortened(text), null);
        // messages of exceptions become part of spans; of a body only what is meant to be read by people does
        logger.debug("{}: {}", failure.getMessage(), shown(text));
        return failure;
    }

    /** Returns the exception of a request without a usable response. */
    public RestException failed(
            HttpMethod method, URI uri, @Nullable HttpStatusCode status, String what, @Nullable Throwable cause) {
        return failed(method, path(uri, configured), status, what, cause);
    }

    /** The body of the request cannot be written, so that it was not sent. */
    public RestException unwritable(HttpMethod method, URI uri, @Nullable String contentType, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return failed(
                method,
                uri,
                null,
                "was not sent: its body cannot be written" + ((contentType != null) ? " as " + contentType : "") + ": "
                        + shown(message),
                failure);
    }

    /** @param path as the caller wrote it */
    public RestException failed(
            HttpMethod method, String path, @Nullable HttpStatusCode status, String what, @Nullable Throwable cause) {
        return new RestException(
                connection, method, configured.redact(path), status, configured.redact(what), null, "", cause);
    }

    /** What messages begin with. */
    public String task() {
        return "Connection '" + connection + "'";
    }

    private String path(URI uri, Redaction redaction) {
        String path = String.valueOf(uri.getRawPath());
        String base = String.valueOf(baseUrl.get().getRawPath()).replaceFirst("/$", "");
        String rest = path.startsWith(base + "/") ? path.substring(base.length()) : path.equals(base) ? "" : path;
        return redaction.redact(rest.isEmpty() ? "/" : rest);
    }

    private static String reason(HttpStatusCode status) {
        return (status instanceof HttpStatus known) ? " " + known.getReasonPhrase() : "";
    }

    private static MediaType contentType(ClientHttpResponse response) {
        try {
            MediaType type = response.getHeaders().getContentType();
            return (type != null) ? type : MediaType.APPLICATION_OCTET_STREAM;
        } catch (RuntimeException ex) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    /** A page for people says nothing in a log. */
    private static boolean isText(MediaType type) {
        String subtype = type.getSubtype();
        return (type.getType().equals("text") && !subtype.equals("html"))
                || subtype.equals("json")
                || subtype.endsWith("+json")
                || subtype.equals("xml")
                || subtype.endsWith("+xml");
    }

    private static Charset charset(MediaType type) {
        try {
            Charset charset = type.getCharset();
            return (charset != null) ? charset : StandardCharsets.UTF_8;
        } catch (RuntimeException ex) {
            return StandardCharsets.UTF_8;
        }
    }

    /** On one line: what a server sends must not look like an entry of a log. */
    private static String shown(String text) {
        return shortened(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    }

    private static String shortened(String text) {
        return (text.length() <= MAX_SHOWN) ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
