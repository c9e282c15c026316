package dev.connections.rest.request;

import dev.connections.rest.RestException;
import dev.connections.rest.RestRequest;
import dev.connections.rest.exchange.OutgoingRequest;
import dev.connections.rest.exchange.RestExchange;
import dev.connections.rest.message.HeaderValidator;
import dev.connections.rest.message.JsonRows;
import dev.connections.rest.url.RequestParameters;
import dev.connections.rest.url.RequestUri;
import dev.connections.rows.Rows;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.FileSystemResource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** A request that Spring's client makes. */
public final class ClientRestRequest implements RestRequest {

    private final RestClient client;

    private final RestExchange exchange;

    private final HttpMethod method;

    private final String path;

    private final @Nullable URI address;

    private final RequestProgress progress = new RequestProgress();

    private final RequestParameters parameters = new RequestParameters();

    private final HttpHeaders headers = new HttpHeaders();

    private final Map<RequestAttribute, Object> options = new LinkedHashMap<>();

    private final MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();

    private @Nullable Object body;

    /**
     * @param path a path, or an absolute address
     * @param address an absolute address, or one relative to the connection's URL, that is used as it is
     */
    ClientRestRequest(RestClient client, RestExchange exchange, HttpMethod method, String path, @Nullable URI address) {
        this.client = client;
        this.exchange = exchange;
        this.method = method;
        this.path = path;
        this.address = address;
    }

    @Override
    public RestRequest param(String name, @Nullable Object value) {
        parameters.any().put(name, value);
        return this;
    }

    @Override
    public RestRequest pathVariable(String name, @Nullable Object value) {
        parameters.path().put(name, value);
        return this;
    }

    @Override
    public RestRequest queryParam(String name, @Nullable Object value) {
        parameters.query().put(name, value);
        return this;
    }

    @Override
    public RestRequest params(Map<String, ? extends @Nullable Object> newParams) {
        parameters.any().putAll(newParams);
        return this;
    }

    @Override
    public RestRequest header(String name, String value) {
        String problem = HeaderValidator.problemOfCaller(name, value);
        if (problem != null) {
            throw usage(problem);
        }
        headers.set(name, value);
        return this;
    }

    @Override
    public RestRequest body(Object newBody) {
        body = newBody;
        return this;
    }

    @Override
    public RestRequest contentType(MediaType type) {
        headers.setContentType(type);
        return this;
    }

    @Override
    public RestRequest part(String name, Object value) {
        parts.add(name, (value instanceof Path file) ? new FileSystemResource(file) : value);
        return this;
    }

    @Override
    public RestRequest ttl(Duration ttl) {
        if (method != HttpMethod.GET) {
            throw usage("only responses to GET are cached: remove ttl(…)");
        }
        if (ttl.isNegative()) {
            throw usage("ttl must not be negative");
        }
        options.put(RequestAttribute.TTL, ttl);
        return this;
    }

    @Override
    public RestRequest idempotencyKey(String key) {
        return header(OutgoingRequest.IDEMPOTENCY_KEY, key);
    }

    @Override
    public <T> @Nullable T body(Class<T> type) {
        return perform(type, response -> response.body(type));
    }

    @Override
    public <T> @Nullable T body(ParameterizedTypeReference<T> type) {
        return perform(type.getType(), response -> response.body(type));
    }

    @Override
    public <T> T as(Class<T> type) {
        return required(type, response -> response.body(type));
    }

    @Override
    public <T> T as(ParameterizedTypeReference<T> type) {
        return required(type.getType(), response -> response.body(type));
    }

    private <T> T required(Object type, Function<RestClient.ResponseSpec, @Nullable T> read) {
        T result = perform(type, read);
        if (result == null) {
            throw failed(null, "was answered with an empty body: use body(…), optional(…) or send()", null);
        }
        return result;
    }

    @Override
    public <T> List<T> list(Class<T> type) {
        ParameterizedTypeReference<List<T>> listType = ParameterizedTypeReference.forType(
                ResolvableType.forClassWithGenerics(List.class, type).getType());
        return Collections.unmodifiableList(as(listType));
    }

    @Override
    public <T> Optional<T> optional(Class<T> type) {
        try {
            return Optional.ofNullable(body(type));
        } catch (RestException ex) {
            HttpStatusCode status = ex.status();
            if (status != null && status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return Optional.empty();
            }
            throw ex;
        }
    }

    @Override
    public Rows rows(String pointer) {
        if (!headers.containsHeader(HttpHeaders.ACCEPT)) {
            headers.setAccept(List.of(MediaType.APPLICATION_JSON));
        }
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw usage("'" + pointer + "' is no JSON pointer (RFC 6901), which begins with '/'");
        }
        byte[] json = as(byte[].class);
        try {
            return JsonRows.read(json, progress.contentType, pointer);
        } catch (IllegalArgumentException ex) {
            throw failed(
                    progress.status,
                    "was answered with what is no array of objects: " + ex.getMessage() + declared(),
                    null);
        }
    }

    /** The content type, where it explains why the body cannot be read. */
    private String declared() {
        MediaType type = progress.contentType;
        return (type == null || MediaType.APPLICATION_JSON.isCompatibleWith(type)) ? "" : " (" + type + ")";
    }

    @Override
    public <T> ResponseEntity<T> entity(Class<T> type) {
        return responded(perform(type, response -> response.toEntity(type)));
    }

    @Override
    public ResponseEntity<Void> send() {
        return responded(perform(Void.class, RestClient.ResponseSpec::toBodilessEntity));
    }

    private <T> ResponseEntity<T> responded(@Nullable ResponseEntity<T> entity) {
        if (entity == null) {
            throw failed(null, "was not answered", null);
        }
        return entity;
    }

    @Override
    public long download(Path file) {
        options.put(RequestAttribute.TRANSFER, true);
        return new Download(file, exchange).by(prepare());
    }

    private <T> @Nullable T perform(Object type, Function<RestClient.ResponseSpec, @Nullable T> read) {
        options.put(RequestAttribute.WHOLE, true);
        try {
            return read.apply(prepare().retrieve());
        } catch (RestException ex) {
            throw ex;
        } catch (RestClientException | HttpMessageConversionException ex) {
            if (!progress.sent) {
                throw failed(null, "was not sent: its body cannot be written: " + ex.getMessage(), ex);
            }
            String name = (type instanceof Class<?> known) ? known.getName() : type.toString();
            throw failed(progress.status, "was answered with what cannot be read as " + name + declared(), ex);
        }
    }

    private RestClient.RequestBodySpec prepare() {
        options.put(RequestAttribute.TRACE, progress);
        RestClient.RequestBodySpec request = client.method(method)
                .uri(uri())
                .headers(all -> headers.forEach(all::addAll))
                .attributes(all -> options.forEach((option, value) -> all.put(option.attribute(), value)));
        String template = (address == null) ? RequestUri.template(path) : "";
        if (!template.isEmpty()) {
            String base = exchange.settings().baseUrl().getRawPath();
            request.attribute(SupervisedRequest.TEMPLATE, base.replaceFirst("/$", "") + template);
        }
        if (!parts.isEmpty()) {
            if (body != null) {
                throw usage("there is a body(…) and a part(…): keep one of them");
            }
            return request.contentType(MediaType.MULTIPART_FORM_DATA).body(parts);
        }
        Object sent = body;
        if (sent == null) {
            return request;
        }
        MediaType type = headers.getContentType();
        if (sent instanceof CharSequence && type != null && isTextWithoutCharset(type)) {
            request.contentType(new MediaType(type, StandardCharsets.UTF_8));
        }
        return request.body(sent);
    }

    /** Readers of such texts guess, and converters write them differently. */
    private static boolean isTextWithoutCharset(MediaType type) {
        return type.getType().equals("text") && type.getCharset() == null;
    }

    private URI uri() {
        URI base = exchange.settings().baseUrl();
        try {
            return (address != null) ? RequestUri.of(base, address, parameters) : RequestUri.of(base, path, parameters);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw usage(String.valueOf(ex.getMessage()));
        } catch (IllegalArgumentException ex) {
            throw usage("the address is " + ex.getMessage());
        }
    }

    private RestException failed(@Nullable HttpStatusCode status, String what, @Nullable Throwable cause) {
        return exchange.errors().failed(method, path, status, what, cause);
    }

    private InvalidDataAccessApiUsageException usage(String message) {
        return new InvalidDataAccessApiUsageException(
                exchange.errors().task() + ": " + method + " " + path + ": " + message);
    }
}
