package dev.connections.rest.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Headers of a response as Spring can read them: servers send content types that are none, which Spring answers with an
 * exception.
 */
public final class ReceivedHeaders {

    private static final Pattern TYPE = Pattern.compile("([\\w!#$&^.+-]+/[\\w!#$&^.+-]+)(?=\\s*(?:[;,]|$))");

    private ReceivedHeaders() {}

    /** The same headers, with a content type that can be parsed. Without one they stay as they are. */
    public static HttpHeaders readable(HttpHeaders headers) {
        String given = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (given == null || isConcrete(given)) {
            return headers;
        }
        HttpHeaders readable = new HttpHeaders();
        headers.forEach(readable::addAll);
        Matcher matcher = TYPE.matcher(given);
        boolean found = matcher.find() && isConcrete(matcher.group(1));
        readable.set(HttpHeaders.CONTENT_TYPE, found ? matcher.group(1) : MediaType.APPLICATION_OCTET_STREAM_VALUE);
        return readable;
    }

    private static boolean isConcrete(String type) {
        try {
            return MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }
}
