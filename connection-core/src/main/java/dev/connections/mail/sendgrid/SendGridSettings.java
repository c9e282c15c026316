package dev.connections.mail.sendgrid;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Where SendGrid is, and how it is talked to. Immutable.
 *
 * @param url its address without a path; {@code https}, but for a server that stands in for it
 * @param sandbox whether messages are checked, and not sent
 * @param connectTimeout how long establishing a network connection may take
 * @param readTimeout how long it may take for an answer
 */
public record SendGridSettings(URI url, boolean sandbox, Duration connectTimeout, Duration readTimeout) {

    /** Where SendGrid is, unless the account lives in the European Union. */
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
