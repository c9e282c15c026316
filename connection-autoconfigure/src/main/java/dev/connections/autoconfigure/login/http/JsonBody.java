package dev.connections.autoconfigure.login.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * Reads a JSON object of texts (RFC 8259), without a {@code String} of any value: a JSON library would keep them in its buffers.
 * Members that are {@code null} are left out; everything else that is no text is an error.
 */
public final class JsonBody {

    private static final int MOST_MEMBERS = 100;

    private final char[] text;

    private int at;

    private JsonBody(char[] text) {
        this.text = text;
    }

    /** Overwrites the body. */
    public static Map<String, char[]> read(byte[] body) throws UnreadableBodyException {
        char[] text = BodyText.decoded(body, body.length);
        Map<String, char[]> members = new LinkedHashMap<>();
        try {
            new JsonBody(text).readObject(members);
            return members;
        } catch (UnreadableBodyException ex) {
            members.values().forEach(value -> Arrays.fill(value, '\0'));
            throw ex;
        } finally {
            Arrays.fill(text, '\0');
        }
    }

    private void readObject(Map<String, char[]> members) throws UnreadableBodyException {
        expect('{');
        if (next() == '}') {
            at++;
        } else {
            do {
                readMember(members);
            } while (goesOn());
        }
        if (next() != '\0' || at < text.length) {
            throw malformed();
        }
    }

    private void readMember(Map<String, char[]> members) throws UnreadableBodyException {
        next();
        String name = new String(readText());
        expect(':');
        if (next() == 'n') {
            for (char each : "null".toCharArray()) {
                if (take() != each) {
                    throw malformed();
                }
            }
        } else {
            char[] value = readText();
            if (members.putIfAbsent(name, value) != null || members.size() > MOST_MEMBERS) {
                Arrays.fill(value, '\0');
                throw malformed();
            }
        }
    }

    private boolean goesOn() throws UnreadableBodyException {
        char sign = next();
        at++;
        if (sign != ',' && sign != '}') {
            throw malformed();
        }
        return sign == ',';
    }

    private char[] readText() throws UnreadableBodyException {
        expect('"');
        int end = at;
        while (end < text.length && text[end] != '"') {
            end += (text[end] == '\\') ? 2 : 1;
        }
        char[] chars = new char[Math.min(end, text.length) - at];
        int length = 0;
        try {
            for (char each = take(); each != '"'; each = take()) {
                if (each < ' ') {
                    throw malformed();
                }
                chars[length++] = (each == '\\') ? unescaped(take()) : each;
            }
            return Arrays.copyOf(chars, length);
        } finally {
            Arrays.fill(chars, '\0');
        }
    }

    private char unescaped(char sign) throws UnreadableBodyException {
        return switch (sign) {
            case '"', '\\', '/' -> sign;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw malformed();
        };
    }

    private int hex() throws UnreadableBodyException {
        int digit = Character.digit(take(), 16);
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private void expect(char sign) throws UnreadableBodyException {
        if (next() != sign) {
            throw malformed();
        }
        at++;
    }

    /** The next sign that is no space, which stays there; NUL at the end. */
    private char next() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
        return (at < text.length) ? text[at] : '\0';
    }

    private char take() throws UnreadableBodyException {
        if (at >= text.length) {
            throw malformed();
        }
        return text[at++];
    }

    private static UnreadableBodyException malformed() {
        return new UnreadableBodyException(HttpStatus.BAD_REQUEST);
    }
}
