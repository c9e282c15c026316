package dev.connections.rest.request;

import dev.connections.rest.exchange.RestExchange;
import dev.connections.rest.message.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.GenericHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.util.MimeType;

/**
 * A message converter of Spring's that reads no more than {@code max-response-size}, reads JSON also where its server
 * declares another type, and whose errors hold no secrets that a server echoes. Safe for use by several threads.
 */
public final class LimitedMessageConverter implements SmartHttpMessageConverter<Object> {

    /** What servers declare that do not know the type of what they send, or know it by another name. */
    private static final Set<MimeType> VAGUE = Set.of(
            MimeType.valueOf("application/octet-stream"),
            MimeType.valueOf("text/plain"),
            MimeType.valueOf("text/json"),
            MimeType.valueOf("text/x-json"),
            MimeType.valueOf("text/javascript"),
            MimeType.valueOf("application/x-json"),
            MimeType.valueOf("application/javascript"),
            MimeType.valueOf("application/x-javascript"));

    private final HttpMessageConverter<Object> converter;

    private final RestExchange exchange;

    private LimitedMessageConverter(HttpMessageConverter<Object> converter, RestExchange exchange) {
        this.converter = converter;
        this.exchange = exchange;
    }

    /** Replaces converters by guarded ones; an empty list by Spring's defaults. */
    @SuppressWarnings("unchecked")
    static void guard(List<HttpMessageConverter<?>> converters, RestExchange exchange) {
        if (converters.isEmpty()) {
            HttpMessageConverters.forClient().registerDefaults().build().forEach(converters::add);
        }
        converters.replaceAll(each -> new LimitedMessageConverter((HttpMessageConverter<Object>) each, exchange));
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return converter.getSupportedMediaTypes();
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return delegateReads(type, mediaType) || readsAsJson(type, mediaType);
    }

    private boolean readsAsJson(ResolvableType type, @Nullable MediaType mediaType) {
        return mediaType != null
                && VAGUE.contains(new MimeType(mediaType.getType(), mediaType.getSubtype()))
                && converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_JSON)
                && delegateReads(type, MediaType.APPLICATION_JSON);
    }

    private boolean delegateReads(ResolvableType type, @Nullable MediaType mediaType) {
        if (converter instanceof GenericHttpMessageConverter<Object> generic) {
            return generic.canRead(type.getType(), null, mediaType);
        }
        return (converter instanceof SmartHttpMessageConverter<Object> smart)
                ? smart.canRead(type, mediaType)
                : converter.canRead(type.toClass(), mediaType);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        boolean stream = type.toClass() == InputStreamResource.class || type.toClass() == InputStream.class;
        HttpInputMessage guarded = stream
                ? message
                : new Bounded(message, exchange.settings().limits().maxSize());
        try {
            if (converter instanceof GenericHttpMessageConverter<Object> generic) {
                return generic.read(type.getType(), null, guarded);
            }
            return (converter instanceof SmartHttpMessageConverter<Object> smart)
                    ? smart.read(type, guarded, hints)
                    : converter.read((Class) type.toClass(), guarded);
        } catch (HttpMessageNotReadableException ex) {
            throw withoutSecrets(ex, message);
        }
    }

    private HttpMessageNotReadableException withoutSecrets(
            HttpMessageNotReadableException failure, HttpInputMessage message) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (!exchange.redact(text).equals(text)) {
                return new HttpMessageNotReadableException(
                        exchange.redact(String.valueOf(failure.getMessage())), message);
            }
        }
        return failure;
    }

    @Override
    public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
        if (converter instanceof GenericHttpMessageConverter<Object> generic) {
            return generic.canWrite(type.getType(), valueClass, mediaType);
        }
        return (converter instanceof SmartHttpMessageConverter<Object> smart)
                ? smart.canWrite(type, valueClass, mediaType)
                : converter.canWrite(valueClass, mediaType);
    }

    @Override
    public void write(
            Object value,
            ResolvableType type,
            @Nullable MediaType mediaType,
            HttpOutputMessage message,
            @Nullable Map<String, Object> hints)
            throws IOException {
        if (converter instanceof GenericHttpMessageConverter<Object> generic) {
            generic.write(value, type.getType(), mediaType, message);
        } else if (converter instanceof SmartHttpMessageConverter<Object> smart) {
            smart.write(value, type, mediaType, message, hints);
        } else {
            converter.write(value, mediaType, message);
        }
    }

    @Override
    public String toString() {
        return converter.toString();
    }

    private record Bounded(HttpInputMessage message, long limit) implements HttpInputMessage {

        @Override
        public InputStream getBody() throws IOException {
            return ResponseBody.bounded(message.getBody(), limit);
        }

        @Override
        public HttpHeaders getHeaders() {
            return message.getHeaders();
        }
    }
}
