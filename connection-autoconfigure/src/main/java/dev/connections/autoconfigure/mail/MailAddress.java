package dev.connections.autoconfigure.mail;

import dev.connections.credentials.Credentials;
import dev.connections.mail.smtp.MailEncryption;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL of an SMTP server, {@code smtp[s]://[user[:secret]@]host[:port]}, taken apart. Its errors repeat nothing of it.
 */
record MailAddress(String host, @Nullable Integer port, MailEncryption encryption, Credentials credentials) {

    private static final int SUBMISSION = 587;

    private static final int SUBMISSIONS = 465;

    /** @throws IllegalArgumentException if it is none; the message says what to do */
    static MailAddress of(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException ex) {
            throw new IllegalArgumentException(
                    "is no URL. Encode special characters in user and password ('@' is %40), or set them separately.");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("smtp") && !scheme.equals("smtps")) {
            throw new IllegalArgumentException("begins neither with smtp:// nor with smtps://.");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "names no host. Encode special characters in user and password ('@' is %40), or set them "
                            + "separately.");
        }
        if ((uri.getRawPath() != null && !uri.getRawPath().matches("/?"))
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("has more than a host and a port. Set the rest by properties.");
        }
        Integer port = (uri.getPort() >= 0) ? uri.getPort() : null;
        return new MailAddress(
                uri.getHost(), port, encryption(scheme.equals("smtps"), port), credentials(uri.getRawUserInfo()));
    }

    /** Encrypted always; at once where that is the custom (RFC 8314). */
    static MailEncryption encryption(boolean smtps, @Nullable Integer port) {
        return (smtps || (port != null && port == SUBMISSIONS)) ? MailEncryption.TLS : MailEncryption.STARTTLS;
    }

    static int defaultPort(MailEncryption encryption) {
        return (encryption == MailEncryption.TLS) ? SUBMISSIONS : SUBMISSION;
    }

    private static Credentials credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return Credentials.none();
        }
        String[] parts = userInfo.split(":", 2);
        String user = decoded(parts[0]);
        return Credentials.of(user.isEmpty() ? null : user, (parts.length > 1) ? decoded(parts[1]) : null);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "MailAddress[" + host + ", " + port + "]";
    }
}
