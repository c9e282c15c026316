package dev.connections.sql.url;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding in URLs, as UTF-8 (RFC 3986, section 2.1). Invalid sequences are left unchanged. */
public final class UrlEncoding {

    private UrlEncoding() {}

    public static String decode(String text) {
        return decodeForm(text.replace("+", "%2B"));
    }

    /** Decodes a parameter, where {@code +} is a space. */
    static String decodeForm(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ex) {
            return text;
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
