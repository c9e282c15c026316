package dev.connections.autoconfigure.login.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Tells what a body is by its declared type, and by nothing else. */
public final class ContentTypes {

    private ContentTypes() {}

    public static boolean isForm(HttpServletRequest request) {
        return is(request, MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** No form of a page can send it to another host, so that it needs no token. */
    public static boolean isJson(HttpServletRequest request) {
        return is(request, MediaType.APPLICATION_JSON);
    }

    private static boolean is(HttpServletRequest request, MediaType expected) {
        MediaType type = parse(request.getContentType());
        return type != null && type.equalsTypeAndSubtype(expected);
    }

    private static @Nullable MediaType parse(@Nullable String contentType) {
        try {
            return MediaType.parseMediaType(Objects.toString(contentType, ""));
        } catch (InvalidMediaTypeException ex) {
            return null;
        }
    }
}
