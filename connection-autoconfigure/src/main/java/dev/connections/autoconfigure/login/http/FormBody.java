package dev.connections.autoconfigure.login.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.util.MultiValueMap;

/**
 * Reads the fields of a form that was sent as {@code application/x-www-form-urlencoded}, always in UTF-8 as browsers
 * send it.
 */
public final class FormBody {

    private static final int MAX_FIELDS = 100;

    /** What {@code URLDecoder} makes of bytes that are not UTF-8. */
    private static final String REPLACEMENT = "\uFFFD";

    private static final FormHttpMessageConverter CONVERTER = new FormHttpMessageConverter();

    private FormBody() {}

    /** Overwrites the body. */
    public static Map<String, char[]> read(byte[] body) throws UnreadableBodyException {
        try {
            MultiValueMap<String, String> form = CONVERTER.read(null, new Message(body));
            if (form.size() > MAX_FIELDS || form.entrySet().stream().anyMatch(FormBody::isMalformed)) {
                throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
            }
            Map<String, char[]> fields = new LinkedHashMap<>();
            form.toSingleValueMap()
                    .forEach((name, value) -> fields.put(name, (value == null) ? new char[0] : value.toCharArray()));
            return fields;
        } catch (IOException | RuntimeException ex) {
            throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static boolean isMalformed(Map.Entry<String, List<String>> field) {
        String value = field.getValue().get(0);
        return field.getValue().size() > 1
                || field.getKey().contains(REPLACEMENT)
                || (value != null && value.contains(REPLACEMENT));
    }

    private record Message(byte[] body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return HttpHeaders.EMPTY;
        }
    }
}
