package dev.connections.autoconfigure.mail;

import dev.connections.autoconfigure.binding.UserInfo;
import dev.connections.credentials.Credentials;
import dev.connections.mail.smtp.MailEncryption;
import java.net.URI;
import java.net.URISyntaxException;
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
                uri.getHost(), port, encryption(scheme.equals("smtps"), port), UserInfo.credentials(url));
    }

    /** Encrypted always; at once where that is the custom (RFC 8314). */
    static MailEncryption encryption(boolean smtps, @Nullable Integer port) {
        return (smtps || (port != null && port == SUBMISSIONS)) ? MailEncryption.TLS : MailEncryption.STARTTLS;
    }

    static int defaultPort(MailEncryption encryption) {
        return (encryption == MailEncryption.TLS) ? SUBMISSIONS : SUBMISSION;
    }

    @Override
    public String toString() {
        return "MailAddress[" + host + ", " + port + "]";
    }
}
