package dev.connections.autoconfigure.login.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.http.HttpStatus;

/** Reads bodies that hold secrets: what it needs for that on the way is overwritten. */
public final class BodyText {

    /** The longest secret that a form takes, written in percent signs, and as much again. */
    public static final int LIMIT = 320 * 1024;

    private BodyText() {}

    public static byte[] bytes(InputStream body) throws IOException, UnreadableBodyException {
        byte[] bytes = new byte[1024];
        int length = 0;
        while (true) {
            int read = body.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return taken(bytes, length);
            }
            length += read;
            if (length > LIMIT) {
                Arrays.fill(bytes, (byte) 0);
                throw new UnreadableBodyException(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (length == bytes.length) {
                byte[] longer = Arrays.copyOf(bytes, 2 * length);
                Arrays.fill(bytes, (byte) 0);
                bytes = longer;
            }
        }
    }

    private static byte[] taken(byte[] bytes, int length) {
        byte[] taken = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return taken;
    }

    /** Decodes UTF-8, and overwrites what it is given. */
    static char[] decoded(byte[] bytes, int length) throws UnreadableBodyException {
        CharBuffer chars = CharBuffer.allocate(length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
            if (decoder.decode(from, chars, true).isError()) {
                throw new CharacterCodingException();
            }
            return Arrays.copyOf(chars.array(), chars.position());
        } catch (CharacterCodingException ex) {
            throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(chars.array(), '\0');
        }
    }
}
