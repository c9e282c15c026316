package dev.connections.autoconfigure.login.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.springframework.http.HttpStatus;

/** Reads the body of a login. */
public final class LimitedBody {

    /** The longest secret that a form takes, percent-encoded, and as much again. */
    public static final int MAX_SIZE = 320 * 1024;

    private LimitedBody() {}

    /** @throws UnreadableBodyException if the body is longer than {@link #MAX_SIZE} bytes */
    public static byte[] read(InputStream body) throws IOException, UnreadableBodyException {
        byte[] bytes = body.readNBytes(MAX_SIZE + 1);
        if (bytes.length > MAX_SIZE) {
            Arrays.fill(bytes, (byte) 0);
            throw new UnreadableBodyException(HttpStatus.CONTENT_TOO_LARGE);
        }
        return bytes;
    }
}
