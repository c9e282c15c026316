package dev.connections.autoconfigure.login.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * Reads the fields of a form that was sent as {@code application/x-www-form-urlencoded}, always in UTF-8 as the URL standard has
 * it, without a text of any value.
 */
public final class FormBody {

    private static final int MOST_FIELDS = 100;

    private FormBody() {}

    /** Overwrites the body. */
    public static Map<String, char[]> read(byte[] body) throws UnreadableBodyException {
        Map<String, char[]> fields = new LinkedHashMap<>();
        try {
            int start = 0;
            while (start < body.length) {
                int end = find(body, '&', start, body.length);
                int equals = find(body, '=', start, end);
                if (end > start) {
                    String name = new String(decoded(body, start, equals));
                    char[] value = decoded(body, Math.min(equals + 1, end), end);
                    if (fields.putIfAbsent(name, value) != null || fields.size() > MOST_FIELDS) {
                        Arrays.fill(value, '\0');
                        throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
                    }
                }
                start = end + 1;
            }
            return fields;
        } catch (UnreadableBodyException ex) {
            fields.values().forEach(value -> Arrays.fill(value, '\0'));
            throw ex;
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static int find(byte[] body, char sign, int start, int end) {
        int index = start;
        while (index < end && body[index] != sign) {
            index++;
        }
        return index;
    }

    private static char[] decoded(byte[] body, int start, int end) throws UnreadableBodyException {
        byte[] bytes = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte each = body[i];
            if (each == '%') {
                int high = (i + 2 <= end - 1) ? Character.digit(body[i + 1], 16) : -1;
                int low = (i + 2 <= end - 1) ? Character.digit(body[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    Arrays.fill(bytes, (byte) 0);
                    throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
                }
                each = (byte) (16 * high + low);
                i += 2;
            } else if (each == '+') {
                each = ' ';
            }
            bytes[length++] = each;
        }
        return BodyText.decoded(bytes, length);
    }
}
