package dev.connections.mail.sendgrid;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of SendGrid. Immutable.
 *
 * @param url the base URL without a path; {@code https} except for a test server
 * @param sandbox whether messages are validated only, and not sent
 * @param connectTimeout the timeout of establishing a network connection
 * @param readTimeout the timeout of a response
 */
public record SendGridSettings(URI url, boolean sandbox, Duration connectTimeout, Duration readTimeout) {

    /** The URL for accounts outside the European Union. */
    public static final URI GLOBAL = URI.create("https://api.sendgrid.com");

    private static final int HTTPS_PORT = 443;

    private static final int HTTP_PORT = 80;

    public SendGridSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(readTimeout, "readTimeout");
    }

    boolean isEncrypted() {
        return "https".equals(url.getScheme());
    }

    int port() {
        return (url.getPort() >= 0) ? url.getPort() : isEncrypted() ? HTTPS_PORT : HTTP_PORT;
    }
}
