package dev.connections.rest.url;

import java.net.URI;
import java.util.Locale;

/**
 * A scheme, a host and a port: what credentials are for (RFC 6454).
 *
 * @param scheme in small letters
 * @param host in small letters
 * @param port never left out
 */
public record Origin(String scheme, String host, int port) {

    private static final int HTTP = 80;

    private static final int HTTPS = 443;

    /** @throws IllegalArgumentException if the address is not one of HTTP */
    public static Origin of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("no http(s) address with a host");
        }
        int port = (uri.getPort() >= 0) ? uri.getPort() : scheme.equals("https") ? HTTPS : HTTP;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }
}
